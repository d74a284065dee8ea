//! The accounts at the start, from the documents' examples where they exist.
//!
//! Sources: Users API v3 (OpenAPI); Subusers API v3 (OpenAPI); IPs API v3 (OpenAPI); the documentation page of `PATCH /v3/user/profile`; the
//! Japanese documentation of the Users API v3; "Customer Management" (both editions).

use crate::account::{
    Account, Allocation, Credits, Kind, Profile, Region, Relation, Reputation, UserId,
};

const PARENT: UserId = UserId(1);

/// The examples of the OpenAPI document.
pub(crate) fn parent(password: String) -> Account {
    Account {
        user_id: PARENT,
        relation: Relation::Parent,
        username: "test_username".to_owned(),
        password,
        email: "test@example.com".to_owned(),
        profile: Profile {
            address: "814 West Chapman Avenue".to_owned(),
            address2: String::new(),
            city: "Orange".to_owned(),
            company: "SendGrid".to_owned(),
            country: "US".to_owned(),
            first_name: "Test".to_owned(),
            last_name: "User".to_owned(),
            phone: "555-555-5555".to_owned(),
            state: "CA".to_owned(),
            website: "http://www.sendgrid.com".to_owned(),
            zip: "92868".to_owned(),
        },
        active: true,
        website_access: true,
        kind: Kind::Paid,
        reputation: Reputation::Whole(100),
        credits: Credits {
            remain: 200,
            total: 200,
            overage: 0,
            used: 0,
            last_reset: "2013-01-01",
            next_reset: "2013-02-01",
            reset_frequency: "monthly",
        },
        allocation: Allocation::Unlimited,
        region: Region::Global,
    }
}

/// The profile of the documentation page; type and reputation of the Japanese documentation. The
/// other values are invented.
pub(crate) fn subuser() -> Account {
    Account {
        user_id: UserId(2),
        relation: Relation::Subuser { parent: PARENT },
        username: "test_subuser".to_owned(),
        password: "subuser_password".to_owned(),
        email: "subuser@example.com".to_owned(),
        profile: Profile {
            address: "1451 Larimer Street, 3rd floor".to_owned(),
            address2: String::new(),
            city: "Denver, CO".to_owned(),
            company: "SendGrid".to_owned(),
            country: "US".to_owned(),
            first_name: "Matthew".to_owned(),
            last_name: "Bernier".to_owned(),
            phone: "7208788003".to_owned(),
            state: "CO".to_owned(),
            website: "http://sendgrid.com".to_owned(),
            zip: "80202".to_owned(),
        },
        active: true,
        website_access: true,
        kind: Kind::Free,
        reputation: Reputation::Fraction(99.7),
        credits: Credits {
            remain: 75,
            total: 100,
            overage: 0,
            used: 25,
            last_reset: "2013-01-07",
            next_reset: "2013-01-14",
            reset_frequency: "weekly",
        },
        allocation: Allocation::Recurring,
        region: Region::Global,
    }
}

/// The two subusers of the examples of `ListSubuser` and `ListReputation`, which give both the number
/// 1234. The other values are invented.
pub(crate) fn example_subusers() -> [Account; 2] {
    let subuser = |number, username: &str| {
        let relation = Relation::Subuser { parent: PARENT };
        with_defaults(UserId(number), relation, username.to_owned())
    };
    let credits = Credits { remain: 60, total: 100, used: 40, ..parent(String::new()).credits };
    [
        Account {
            email: "example@example.com".to_owned(),
            reputation: Reputation::Whole(99),
            ..subuser(1234, "example_subuser")
        },
        Account {
            email: "example2@example.com".to_owned(),
            reputation: Reputation::Fraction(95.2),
            credits,
            allocation: Allocation::Nonrecurring,
            ..subuser(1235, "example_subuser2")
        },
    ]
}

/// The number of the last fixed account without a gap; new accounts count up from it.
pub(crate) const LAST_ID: UserId = UserId(4);

/// The two customers of the example list in "Customer Management", in its order. The usernames are
/// those of the XML examples; the JSON examples call both `username`. The other values, such as the
/// account IDs, are invented.
pub(crate) fn customers() -> [Account; 2] {
    let first = customer(UserId(3), "user1", "john", true);
    let second = customer(UserId(4), "user2", "jane", false);
    let credits = Credits { remain: 40, used: 10, overage: 0, ..first.credits.clone() };
    [
        Account { email: "example1@example.com".to_owned(), ..first },
        Account {
            email: "example2@example.com".to_owned(),
            reputation: Reputation::Whole(97),
            credits,
            ..second
        },
    ]
}

/// The common values of the two customers.
fn customer(user_id: UserId, username: &str, first_name: &str, active: bool) -> Account {
    Account {
        user_id,
        relation: Relation::Customer { parent: PARENT, account_id: account_id(user_id) },
        username: username.to_owned(),
        password: format!("{username}_password"),
        email: String::new(),
        profile: Profile {
            address: "555 any street".to_owned(),
            address2: String::new(),
            city: "any city".to_owned(),
            company: String::new(),
            country: "US".to_owned(),
            first_name: first_name.to_owned(),
            last_name: "doe".to_owned(),
            phone: "555-555-5555".to_owned(),
            state: "CA".to_owned(),
            website: "example.com".to_owned(),
            zip: "91234".to_owned(),
        },
        active,
        website_access: true,
        kind: Kind::Paid,
        reputation: Reputation::Whole(98),
        credits: Credits {
            remain: 0,
            total: 50,
            overage: 3,
            used: 53,
            last_reset: "2013-01-15",
            next_reset: "2013-01-16",
            reset_frequency: "daily",
        },
        allocation: Allocation::Recurring,
        region: Region::Global,
    }
}

/// The account ID of a customer. The first customer gets the ID of the OpenAPI example.
pub(crate) fn account_id(user_id: UserId) -> String {
    (user_id.0 + 120).to_string()
}

/// An additional account: the values of the parent with its own number, username, email address and
/// password.
pub(crate) fn with_defaults(user_id: UserId, relation: Relation, username: String) -> Account {
    Account {
        user_id,
        relation,
        password: format!("{username}_password"),
        email: format!("{username}@example.com"),
        username,
        ..parent(String::new())
    }
}
