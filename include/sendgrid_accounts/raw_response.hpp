/// @file
/// Results with their responses.
#ifndef SENDGRID_ACCOUNTS_RAW_RESPONSE_HPP
#define SENDGRID_ACCOUNTS_RAW_RESPONSE_HPP

#include <utility>

#include <sendgrid_accounts/api_keys.hpp>
#include <sendgrid_accounts/customers.hpp>
#include <sendgrid_accounts/scopes.hpp>
#include <sendgrid_accounts/subusers.hpp>
#include <sendgrid_accounts/user.hpp>

namespace sendgrid_accounts {

/// The calls of a client or queue, whose results are RawResponse objects, with status, identifier,
/// headers and rate limit of their responses. Errors are those of other calls.
///
///     const auto raw = client.with_raw_response().user().get_profile();
///     raw.request_id;
///     raw.parsed.city;
template <class Calls>
class WithRawResponse {
  public:
    /// Created by with_raw_response() of a client or queue.
    explicit WithRawResponse(Calls calls) : calls_(std::move(calls)) {}

    /// Methods of the Users API.
    User<Calls> user() const { return User<Calls>(calls_); }
    /// Methods of the customer API.
    Customers<Calls> customers() const { return Customers<Calls>(calls_); }
    /// Methods of the Subusers API, but no iteration.
    Subusers<Calls> subusers() const { return Subusers<Calls>(calls_); }
    /// Methods of the API keys API.
    ApiKeys<Calls> api_keys() const { return ApiKeys<Calls>(calls_); }
    /// Methods of the scopes API.
    Scopes<Calls> scopes() const { return Scopes<Calls>(calls_); }

  private:
    Calls calls_;
};

} // namespace sendgrid_accounts

#endif
