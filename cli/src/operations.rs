//! The commands that make calls of one operation: path, description, and whether the change can be undone.

use sendgrid_accounts::{Idempotency, OPERATIONS, OperationInfo};

/// A command of an operation.
#[derive(Clone, Copy)]
pub(crate) struct OperationCommand {
    pub(crate) info: &'static OperationInfo,
    pub(crate) about: &'static str,
}

/// The groups of commands.
pub(crate) const GROUPS: &[(&str, &str)] = &[
    ("account", "Type and reputation of the account"),
    ("profile", "Contact data of the account"),
    ("credits", "Email credits of the account"),
    ("email", "Email address of the account"),
    ("username", "Username of the account"),
    ("password", "Password of the account"),
    ("customers", "Customers of a reseller"),
    ("subusers", "Subusers: their access, credits and IP addresses"),
    ("api-keys", "API keys"),
    ("scopes", "Scopes of the API key in use"),
];

/// Descriptions of the operations.
const ABOUTS: &[(&str, &str)] = &[
    ("user.get_account", "Show type and reputation of the account"),
    ("user.get_profile", "Show the contact data of the account"),
    ("user.update_profile", "Change the named fields of the contact data"),
    ("user.get_credits", "Show the email credits of the account"),
    ("user.get_email", "Show the email address of the account"),
    ("user.update_email", "Change the email address of the account"),
    ("user.get_username", "Show the username of the account"),
    ("user.update_username", "Change the username of the account"),
    ("user.update_password", "Change the password of the account"),
    ("customers.list", "List customers"),
    ("customers.get", "Show one customer"),
    ("customers.create", "Create a customer"),
    ("customers.delete", "Delete a customer, whose username can never be registered again"),
    ("customers.enable", "Allow a customer to send mail"),
    ("customers.disable", "Forbid a customer to send mail"),
    ("customers.enable_website", "Allow a customer to log in to the website"),
    ("customers.disable_website", "Forbid a customer to log in to the website"),
    ("customers.update_profile", "Change the named fields of the contact data of a customer"),
    ("customers.update_password", "Change the password of a customer"),
    ("customers.update_username", "Change the username of a customer"),
    ("customers.update_email", "Change the email address of a customer"),
    ("subusers.list", "List subusers"),
    ("subusers.get", "Show one subuser"),
    ("subusers.create", "Create a subuser"),
    ("subusers.delete", "Delete a subuser"),
    ("subusers.enable", "Enable a subuser"),
    ("subusers.disable", "Disable a subuser, who then cannot send mail"),
    ("subusers.enable_website", "Allow a subuser to log in to the website"),
    ("subusers.disable_website", "Forbid a subuser to log in to the website"),
    ("subusers.get_ips", "List the IP addresses of a subuser, one page of up to 500"),
    ("subusers.update_ips", "Replace the IP addresses of a subuser"),
    ("subusers.get_credits", "Show the credits of a subuser"),
    ("subusers.update_credits", "Set the credits of a subuser"),
    ("subusers.adjust_credits", "Add to the remaining credits of a subuser, or take from them"),
    ("subusers.get_reputations", "Show the sender reputations of up to 10 subusers"),
    ("api_keys.list", "List API keys"),
    ("api_keys.get", "Show name and scopes of an API key"),
    ("api_keys.create", "Create an API key with limited scopes"),
    ("api_keys.create_full_access", "Create an API key with full access"),
    ("api_keys.update", "Change name and scopes of an API key"),
    ("api_keys.update_name", "Change the name of an API key"),
    ("api_keys.delete", "Delete an API key"),
    ("scopes.list", "List the scopes of the API key in use"),
];

/// Operations whose change cannot be undone by another one.
const IRREVERSIBLE: &[&str] = &[
    "user.update_username",
    "user.update_password",
    "customers.delete",
    "customers.update_password",
    "customers.update_username",
    "subusers.delete",
    "api_keys.delete",
];

/// Whether the change of an operation cannot be undone.
pub(crate) fn is_irreversible(operation: &str) -> bool {
    IRREVERSIBLE.contains(&operation)
}

/// All commands of operations, in the order of the groups.
pub(crate) fn all() -> impl Iterator<Item = OperationCommand> {
    ABOUTS.iter().filter_map(|(name, about)| {
        let info = OPERATIONS.iter().find(|info| info.name == *name)?;
        Some(OperationCommand { info, about })
    })
}

/// The command of these words.
pub(crate) fn find(group: &str, verb: &str) -> Option<OperationCommand> {
    all().find(|command| command.path() == (group.to_owned(), verb.to_owned()))
}

impl OperationCommand {
    /// Group and verb: `customers.enable_website` is `customers enable-website`, and what belongs to the
    /// account itself is a group, with `get` and `set`.
    pub(crate) fn path(&self) -> (String, String) {
        let (resource, method) = self.info.name.split_once('.').unwrap_or((self.info.name, ""));
        let (group, verb) = match method.split_once('_') {
            Some(("update", part)) if resource == "user" => (part, "set"),
            Some((verb, part)) if resource == "user" => (part, verb),
            _ => (resource, method),
        };
        (kebab(group), kebab(verb))
    }

    /// Whether the call changes something.
    pub(crate) fn is_change(&self) -> bool {
        self.info.idempotency != Idempotency::Safe
    }
}

/// A name as the command line spells it.
pub(crate) fn kebab(name: &str) -> String {
    name.replace('_', "-")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_operation_has_exactly_one_command() {
        let mut named: Vec<_> = ABOUTS.iter().map(|(name, _)| *name).collect();
        let mut operations: Vec<_> = OPERATIONS.iter().map(|info| info.name).collect();
        named.sort_unstable();
        operations.sort_unstable();
        assert_eq!(named, operations);
        let paths: BTreeSet<_> = all().map(|command| command.path()).collect();
        assert_eq!(paths.len(), OPERATIONS.len());
        assert!(paths.contains(&("profile".into(), "set".into())));
        assert!(paths.contains(&("api-keys".into(), "create-full-access".into())));
        let groups: BTreeSet<_> = GROUPS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(paths.into_iter().map(|(group, _)| group).collect::<BTreeSet<_>>(), groups);
    }

    #[test]
    fn what_deletes_or_replaces_a_name_or_a_password_is_irreversible() {
        for info in OPERATIONS {
            let expected = ["delete", "update_password", "update_username"]
                .iter()
                .any(|end| info.name.ends_with(end));
            assert_eq!(is_irreversible(info.name), expected, "{}", info.name);
        }
    }
}
