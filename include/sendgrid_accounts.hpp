/// @file
///
/// sendgrid-accounts: account management for SendGrid, for C++17 and later. It wraps
/// sendgrid_accounts.h; link the program with its library.
///
/// - Functions throw subclasses of sendgrid_accounts::error.
/// - Objects free their resources. Clients and queues can be moved, not copied; after a move their
///   functions throw misuse_error.
/// - Strings are UTF-8. A string with a NUL or another encoding throws invalid_input_error, whose
///   field() names the argument.
/// - Absent fields of responses and unset inputs are std::nullopt.
/// - Any number of threads can call the const methods of one object concurrently.
#ifndef SENDGRID_ACCOUNTS_HPP
#define SENDGRID_ACCOUNTS_HPP

#include <string_view>

#include <sendgrid_accounts.h>

#include <sendgrid_accounts/api_keys.hpp>
#include <sendgrid_accounts/async_client.hpp>
#include <sendgrid_accounts/bulk.hpp>
#include <sendgrid_accounts/bulk_file.hpp>
#include <sendgrid_accounts/bulk_job.hpp>
#include <sendgrid_accounts/bulk_results.hpp>
#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/customer_list.hpp>
#include <sendgrid_accounts/customers.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/field_update.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/log.hpp>
#include <sendgrid_accounts/pages.hpp>
#include <sendgrid_accounts/queue.hpp>
#include <sendgrid_accounts/rate_limits.hpp>
#include <sendgrid_accounts/raw_response.hpp>
#include <sendgrid_accounts/reconcile.hpp>
#include <sendgrid_accounts/request.hpp>
#include <sendgrid_accounts/scopes.hpp>
#include <sendgrid_accounts/shared_rate_limiter.hpp>
#include <sendgrid_accounts/subuser_inputs.hpp>
#include <sendgrid_accounts/subusers.hpp>
#include <sendgrid_accounts/user.hpp>

namespace sendgrid_accounts {

/// Version of the library at run time, such as "0.1.0".
inline std::string_view version() noexcept { return sga_version(); }

} // namespace sendgrid_accounts

#endif
