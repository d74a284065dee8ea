//! Lockouts on a simulated clock.

use http::HeaderValue;

use super::*;

fn account(name: &str) -> Account {
    HeaderValue::from_str(name).ok()
}

fn refuse(lockouts: &mut Lockouts, account: &Account, times: u32, now: Instant) {
    for _ in 0..times {
        lockouts.refuse(account, now);
    }
}

#[test]
fn three_refusals_lock_an_account_out() {
    let (mut lockouts, now) = (Lockouts::default(), Instant::now());
    refuse(&mut lockouts, &None, 2, now);
    assert_eq!(lockouts.admit(&None, now), Ok(false));
    lockouts.refuse(&None, now);
    assert_eq!(lockouts.admit(&None, now), Err(now + LOCKOUT));
    assert!(lockouts.is_locked(&None, now));
    assert_eq!(lockouts.admit(&account("other"), now), Ok(false));
    assert!(!lockouts.is_locked(&account("other"), now));
}

#[test]
fn a_single_probe_follows_a_lockout() {
    let (mut lockouts, now) = (Lockouts::default(), Instant::now());
    refuse(&mut lockouts, &None, 3, now);
    let later = now + LOCKOUT;
    assert!(!lockouts.is_locked(&None, later));
    assert_eq!(lockouts.admit(&None, later), Ok(true));
    assert_eq!(lockouts.admit(&None, later), Err(later), "a probe is in flight");
    // A probe without a response is repeated; a refused one begins another lockout.
    lockouts.end_probe(&None);
    assert_eq!(lockouts.admit(&None, later), Ok(true));
    lockouts.refuse(&None, later);
    lockouts.end_probe(&None);
    assert_eq!(lockouts.admit(&None, later), Err(later + LOCKOUT));
    let end = later + LOCKOUT;
    assert_eq!(lockouts.admit(&None, end), Ok(true));
    lockouts.accept();
    lockouts.end_probe(&None);
    assert_eq!(lockouts.admit(&None, end), Ok(false));
    assert_eq!(lockouts.admit(&None, end), Ok(false));
}

#[test]
fn a_success_of_any_account_resets_all_of_them() {
    let (mut lockouts, now) = (Lockouts::default(), Instant::now());
    let (first, second) = (account("first"), account("second"));
    refuse(&mut lockouts, &first, 3, now);
    refuse(&mut lockouts, &second, 2, now);
    lockouts.accept();
    assert_eq!(lockouts.admit(&first, now), Ok(false));
    refuse(&mut lockouts, &second, 2, now);
    assert_eq!(lockouts.admit(&second, now), Ok(false));
}

#[test]
fn another_response_interrupts_its_own_account_alone() {
    let (mut lockouts, now) = (Lockouts::default(), Instant::now());
    let (first, second) = (account("first"), account("second"));
    refuse(&mut lockouts, &first, 2, now);
    refuse(&mut lockouts, &second, 2, now);
    lockouts.interrupt(&first);
    lockouts.refuse(&first, now);
    lockouts.refuse(&second, now);
    assert_eq!(lockouts.admit(&first, now), Ok(false));
    assert_eq!(lockouts.admit(&second, now), Err(now + LOCKOUT));
}

#[test]
fn the_number_of_accounts_is_bounded() {
    let (mut lockouts, start) = (Lockouts::default(), Instant::now());
    let names: Vec<Account> = (0..5000).map(|number| account(&number.to_string())).collect();
    for (name, second) in names.iter().zip(0..) {
        refuse(&mut lockouts, name, 3, start + Duration::from_secs(second));
    }
    assert_eq!(lockouts.refused.len(), MAX_ACCOUNTS);
    // The most recent ones are kept.
    let end = start + Duration::from_secs(4999);
    assert!(lockouts.is_locked(&names[4999], end) && !lockouts.is_locked(&names[3999], end));
}
