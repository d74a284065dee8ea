//! The scopes of API keys.
//!
//! Sources: API Keys API v3 (OpenAPI); Scopes API v3 (OpenAPI); "API Key Permissions List" of the
//! documentation.

/// The scopes that a key grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// Full access: all scopes of the account.
    Full,
    Only(Vec<String>),
}

/// Scopes that the real servers add to a key unasked (observed:
/// `kenzo0107/terraform-provider-sendgrid#62`, `#116`).
const ADDED: [&str; 2] = ["2fa_required", "sender_verification_eligible"];

/// The scopes of a parent account that a subuser does not have.
const PARENT_ONLY: &str = "subusers.";

/// Scopes that a key cannot have together with others ("What are API Key permissions?" of the
/// documentation); a full access key does not have them.
const EXCLUSIVE: &str = "billing.";

/// The scopes of a full access key. Real accounts have more.
const ALL: &[&str] = &[
    "alerts.create",
    "alerts.delete",
    "alerts.read",
    "alerts.update",
    "api_keys.create",
    "api_keys.delete",
    "api_keys.read",
    "api_keys.update",
    "ips.assigned.read",
    "ips.read",
    "ips.update",
    "mail.batch.create",
    "mail.batch.delete",
    "mail.batch.read",
    "mail.batch.update",
    "mail.send",
    "stats.read",
    "subusers.create",
    "subusers.credits.read",
    "subusers.credits.remaining.update",
    "subusers.credits.update",
    "subusers.delete",
    "subusers.read",
    "subusers.reputations.read",
    "subusers.update",
    "teammates.create",
    "teammates.delete",
    "teammates.read",
    "teammates.update",
    "templates.create",
    "templates.delete",
    "templates.read",
    "templates.update",
    "user.account.read",
    "user.credits.read",
    "user.email.read",
    "user.email.update",
    "user.password.update",
    "user.profile.read",
    "user.profile.update",
    "user.username.read",
    "user.username.update",
];

/// Whether the scopes cannot be those of one key.
pub(crate) fn are_exclusive(scopes: &[String]) -> bool {
    let exclusive = scopes.iter().filter(|scope| scope.starts_with(EXCLUSIVE)).count();
    exclusive > 0 && exclusive < scopes.len()
}

impl Scopes {
    /// Whether the key may call an operation with this scope, of a parent account or of another.
    pub(crate) fn allow(&self, scope: &str, is_parent: bool) -> bool {
        match self {
            Scopes::Full => is_parent || !scope.starts_with(PARENT_ONLY),
            Scopes::Only(scopes) => scopes.iter().any(|it| it == scope),
        }
    }

    /// Those of the scopes that this key cannot give to another key. A full access key can give all,
    /// because names of scopes are open: new ones appear without notice.
    pub(crate) fn missing<'a>(&self, scopes: &'a [String]) -> Vec<&'a str> {
        match self {
            Scopes::Full => Vec::new(),
            Scopes::Only(own) => {
                scopes.iter().filter(|it| !own.contains(it)).map(String::as_str).collect()
            }
        }
    }

    /// All scopes of the key in an account, with those that the server adds.
    pub(crate) fn list(&self, is_parent: bool) -> Vec<&str> {
        let mut list: Vec<&str> = match self {
            Scopes::Full => {
                let own = |scope: &&&str| is_parent || !scope.starts_with(PARENT_ONLY);
                ALL.iter().filter(own).copied().collect()
            }
            Scopes::Only(scopes) => scopes.iter().map(String::as_str).collect(),
        };
        for added in ADDED {
            if !list.contains(&added) {
                list.push(added);
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(scopes: &[&str]) -> Scopes {
        Scopes::Only(owned(scopes))
    }

    fn owned(scopes: &[&str]) -> Vec<String> {
        scopes.iter().map(|scope| (*scope).to_owned()).collect()
    }

    #[test]
    fn lists_the_catalogue_in_order_and_once() {
        assert!(ALL.is_sorted());
        let list = Scopes::Full.list(true);
        assert_eq!(list.len(), ALL.len() + 2);
        assert!(!list.iter().any(|scope| scope.starts_with(EXCLUSIVE)));
        let of_subuser = Scopes::Full.list(false);
        assert!(!of_subuser.iter().any(|scope| scope.starts_with(PARENT_ONLY)));
        assert!(of_subuser.contains(&"api_keys.create"));
        assert_eq!(only(&["2fa_required"]).list(true), ADDED);
    }

    #[test]
    fn allows_exact_names_only() {
        let key = only(&["subusers.read", "mail.send"]);
        assert!(key.allow("subusers.read", true));
        for other in ["subusers", "subusers.read.all", "Subusers.read", "subusers.create", ""] {
            assert!(!key.allow(other, true), "{other}");
        }
        assert!(Scopes::Full.allow("subusers.create", true));
        assert!(!Scopes::Full.allow("subusers.create", false));
        assert!(Scopes::Full.allow("user.email.read", false));
    }

    #[test]
    fn names_the_scopes_that_a_key_cannot_give() {
        let wanted = owned(&["a.read", "b.read", "c.read"]);
        assert_eq!(only(&["b.read"]).missing(&wanted), ["a.read", "c.read"]);
        assert_eq!(Scopes::Full.missing(&wanted), [""; 0]);
    }

    #[test]
    fn keeps_billing_apart() {
        assert!(are_exclusive(&owned(&["billing.read", "mail.send"])));
        assert!(!are_exclusive(&owned(&["billing.read", "billing.update"])));
        assert!(!are_exclusive(&owned(&["mail.send"])));
    }
}
