//! Resources of the APIs, each a folder with its types, operations and methods.

pub mod api_keys;
pub mod customers;
mod declare;
mod decode;
pub mod pages;
pub(crate) mod raw_request;
pub mod scopes;
pub mod subusers;
pub mod user;

use crate::operation::OperationInfo;

/// The operations of each resource.
const RESOURCES: &[&[OperationInfo]] = &[
    user::OPERATIONS,
    customers::OPERATIONS,
    subusers::OPERATIONS,
    api_keys::OPERATIONS,
    scopes::OPERATIONS,
];

const COUNT: usize = {
    let (mut count, mut rest) = (0_usize, RESOURCES);
    while let [resource, others @ ..] = rest {
        count = count.saturating_add(resource.len());
        rest = others;
    }
    count
};

/// The operations of all resources.
#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
pub(crate) const OPERATIONS: &[OperationInfo; COUNT] = &{
    let mut all = [user::OPERATIONS[0]; COUNT];
    let (mut next, mut rest) = (0_usize, RESOURCES);
    while let [resource, others @ ..] = rest {
        let mut operations = *resource;
        while let [operation, left @ ..] = operations {
            all[next] = *operation;
            next = next.saturating_add(1);
            operations = left;
        }
        rest = others;
    }
    all
};
