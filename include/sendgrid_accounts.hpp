/// @file
///
/// sendgrid-accounts: account management for SendGrid, for C++17 and later. It wraps
/// sendgrid_accounts.h, whose library the program is linked with.
///
/// - What can fail throws: sendgrid_accounts::error and the classes below it.
/// - Objects free what they hold. Those that hold connections or queues are moved, never copied;
/// one
///   that was moved away refuses calls with misuse_error.
/// - Texts are UTF-8. What holds a NUL or is not UTF-8 is refused with invalid_input_error, whose
///   field() names it; nothing is cut off.
/// - What a server did not tell, and what a caller does not give, is std::nullopt.
/// - Threads: any number of them may call the const methods of one object at the same time.
#ifndef SENDGRID_ACCOUNTS_HPP
#define SENDGRID_ACCOUNTS_HPP

#include <string_view>

#include <sendgrid_accounts.h>

#include <sendgrid_accounts/async_client.hpp>
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/customer_list.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/queue.hpp>
#include <sendgrid_accounts/rate_limits.hpp>
#include <sendgrid_accounts/reconcile.hpp>
#include <sendgrid_accounts/results.hpp>
#include <sendgrid_accounts/shared_rate_limiter.hpp>

namespace sendgrid_accounts {

/// The version of the library that the program runs with, such as "0.1.0".
inline std::string_view version() noexcept { return sga_version(); }

} // namespace sendgrid_accounts

#endif
