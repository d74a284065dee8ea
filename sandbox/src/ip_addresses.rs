//! The IP addresses of the parent account, and the subusers that they are assigned to.
//!
//! Source: IPs API v3 (OpenAPI).

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use serde_json::{Value, json};

use crate::account::UserId;

/// One IP address: response of operation `ListIp`.
#[derive(Debug)]
pub(crate) struct IpAddress {
    pub(crate) rdns: Option<&'static str>,
    pub(crate) pools: &'static [&'static str],
    pub(crate) start_date: Option<i64>,
    pub(crate) warmup: bool,
    pub(crate) assigned_at: Option<i64>,
    pub(crate) subusers: BTreeSet<UserId>,
}

#[derive(Debug)]
pub(crate) struct IpAddresses(BTreeMap<Ipv4Addr, IpAddress>);

impl IpAddresses {
    /// The addresses of the examples of `ListIp`, `CreateSubuser` and `UpdateSubuserIp`.
    pub(crate) fn start() -> Self {
        let warm = |pools, rdns| IpAddress {
            rdns,
            pools,
            start_date: Some(1_409_616_000),
            warmup: false,
            assigned_at: Some(1_482_883_200),
            subusers: BTreeSet::new(),
        };
        let new = || IpAddress { start_date: None, assigned_at: None, ..warm(&[], None) };
        let rdns = Some("o1.email.example.com");
        Self(BTreeMap::from([
            (Ipv4Addr::new(192, 168, 1, 1), warm(&["pool1", "pool2"], None)),
            (Ipv4Addr::new(208, 115, 214, 22), warm(&[], rdns)),
            (Ipv4Addr::new(1, 1, 1, 1), new()),
            (Ipv4Addr::new(2, 2, 2, 2), new()),
            (Ipv4Addr::LOCALHOST, IpAddress { warmup: true, ..warm(&["new_test5"], None) }),
        ]))
    }

    pub(crate) fn contains(&self, ip: Ipv4Addr) -> bool {
        self.0.contains_key(&ip)
    }

    /// All addresses in ascending order.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = (Ipv4Addr, &IpAddress)> {
        self.0.iter().map(|(ip, address)| (*ip, address))
    }

    /// Replaces the addresses of a subuser.
    pub(crate) fn assign(&mut self, subuser: UserId, ips: &[Ipv4Addr]) {
        for (ip, address) in &mut self.0 {
            if ips.contains(ip) {
                address.subusers.insert(subuser);
            } else {
                address.subusers.remove(&subuser);
            }
        }
    }

    /// All addresses with the numbers of their subusers, as JSON.
    pub(crate) fn snapshot(&self) -> Value {
        self.all().map(|(ip, address)| json!({"ip": ip, "subusers": address.subusers})).collect()
    }
}
