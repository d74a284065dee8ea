//! Generates customers and subusers for long lists. The same number always yields the same account.

use crate::account::{Account, Kind, Profile, Region, Relation, UserId};
use crate::fixtures;

/// Names in several scripts, some outside ISO-8859-1, some with markup characters.
const FIRST_NAMES: [&str; 11] = [
    "Alice",
    "José",
    "Mary Ann",
    "Łukasz",
    "Bob",
    "花子",
    "Zoë",
    "Priya",
    "Søren",
    "Дмитрий",
    "Kim",
];
const LAST_NAMES: [&str; 7] = ["Smith", "O'Brien", "García", "山田", "Müller", "Nowak", "Lee & Co"];

/// City, state, country.
const PLACES: [(&str, &str, &str); 5] = [
    ("Denver", "CO", "US"),
    ("São Paulo", "SP", "BR"),
    ("東京", "東京都", "JP"),
    ("Zürich", "ZH", "CH"),
    ("Orange", "CA", "US"),
];

/// The customer with this number. Every 7th cannot send mail, every 5th cannot log in.
pub(crate) fn customer(user_id: UserId, parent: UserId, number: usize) -> Account {
    let account_id = fixtures::account_id(user_id);
    let relation = Relation::Customer { parent, account_id };
    let username = format!("customer{number}@example.com");
    Account {
        email: format!("contact{number}@example.com"),
        profile: profile(number),
        active: number % 7 != 0,
        website_access: number % 5 != 0,
        kind: if number % 3 == 0 { Kind::Free } else { Kind::Paid },
        ..fixtures::with_defaults(user_id, relation, username)
    }
}

/// The subuser with this number. Every 7th is disabled, every 5th is in the EU.
pub(crate) fn subuser(user_id: UserId, parent: UserId, number: usize) -> Account {
    let username = format!("subuser{number}@example.com");
    Account {
        email: format!("contact{number}@example.com"),
        profile: profile(number),
        active: number % 7 != 0,
        region: if number % 5 == 0 { Region::Eu } else { Region::Global },
        ..fixtures::with_defaults(user_id, Relation::Subuser { parent }, username)
    }
}

fn profile(number: usize) -> Profile {
    let (city, state, country) = pick(&PLACES, number);
    Profile {
        address: format!("{number} Any Street"),
        address2: String::new(),
        city: city.to_owned(),
        company: format!("Company {number}"),
        country: country.to_owned(),
        first_name: pick(&FIRST_NAMES, number).to_owned(),
        last_name: pick(&LAST_NAMES, number).to_owned(),
        phone: format!("555-{number:07}"),
        state: state.to_owned(),
        website: format!("example.com/{number}"),
        zip: format!("{:05}", number % 100_000),
    }
}

fn pick<T: Copy + Default, const N: usize>(choices: &[T; N], number: usize) -> T {
    choices.get(number % N).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{Accounts, Start};

    #[test]
    fn generates_distinct_and_reproducible_customers() {
        let start = Start { customers: 1000, ..Start::default() };
        let (one, other) = (Accounts::start(&start), Accounts::start(&start));
        assert_eq!(one.customers().count(), 1002);
        assert_eq!(one.snapshot(), other.snapshot());
        let last = one.find_by_username("customer1000@example.com").unwrap();
        assert_eq!((last.user_id, last.account_id()), (UserId(1004), Some("1124")));
        let profiles: std::collections::HashSet<String> =
            one.customers().map(|account| format!("{:?}", account.profile)).collect();
        assert_eq!(profiles.len(), 1002);
    }
}
