/// @file
/// Any other call, and responses.
#ifndef SENDGRID_ACCOUNTS_REQUEST_HPP
#define SENDGRID_ACCOUNTS_REQUEST_HPP

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/rate_limits.hpp>

namespace sendgrid_accounts {

/// Effect of a retry after the first request may have arrived.
enum class Idempotency {
    /// A read: a retry has no effect.
    safe = SGA_IDEMPOTENCY_SAFE,
    /// Sets an absolute state: a retry ends in the same state.
    idempotent = SGA_IDEMPOTENCY_IDEMPOTENT,
    /// Never retried: a retry fails, or undoes a later change.
    once = SGA_IDEMPOTENCY_ONCE,
};

/// Names and values, in order. A name may occur several times.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// A call for which the library has no method, such as `GET /v3/stats`. `method` and `path` are
/// mandatory.
struct Request {
    /// HTTP method: "GET", "POST", "PUT", "PATCH" or "DELETE".
    std::string method{};
    /// Path below the base URL, percent-encoded, such as `/v3/stats`. Refused: scheme, host, query,
    /// fragment, and empty or relative segments, also encoded ones.
    std::string path{};
    /// Effect of a retry; mandatory for every method but GET, whose default is Idempotency::safe.
    std::optional<Idempotency> idempotency{};
    /// Parameters of the query.
    Parameters params{};
    /// JSON text of the body, sent unchanged; not with `form`. Errors redact its strings whose
    /// names contain `password`, `secret`, `token` or `api_key`.
    std::optional<std::string> json{};
    /// Parameters of a form as the body; not with `json`. Errors redact as for `json`.
    std::optional<Parameters> form{};
    /// Further headers; those that the client sets itself are refused.
    Parameters headers{};
};

/// Header of a response.
struct Header {
    /// Name in lower case. Several lines of one header have the same name.
    std::string name{};
    /// Value.
    std::string value{};
};

/// Response without its body.
struct ResponseHead {
    /// HTTP status, 200 to 299.
    int status = 0;
    /// Identifier of the call at the server, for its support.
    std::optional<std::string> request_id{};
    /// Headers, in order.
    std::vector<Header> headers{};
    /// Rate limit that the response reports.
    std::optional<RateLimit> rate_limit{};
};

/// Response to request(). Any 2xx is one, with any body.
struct Response : ResponseHead {
    /// Body, unchanged.
    std::string body{};
};

/// Result of a call of with_raw_response(), and the response that it comes from.
template <class T>
struct RawResponse : ResponseHead {
    /// Result of the call.
    T parsed{};
};

/// Response to a call without a result.
template <>
struct RawResponse<void> : ResponseHead {};

namespace detail {

struct RequestStruct {
    std::vector<const char *> params;
    std::vector<const char *> form;
    std::vector<const char *> headers;
    sga_request c = SGA_REQUEST_INIT;
};

/// Names and values in turn. The array of no parameters is not NULL.
inline std::vector<const char *> to_c(const char *field, const Parameters &parameters) {
    std::vector<const char *> strings;
    strings.reserve(2 * parameters.size() + 1);
    for (const auto &[name, value] : parameters) {
        strings.push_back(to_c(field, name));
        strings.push_back(to_c(field, value));
    }
    return strings;
}

inline RequestStruct to_c(const Request &request) {
    RequestStruct result;
    result.params = to_c("params", request.params);
    result.headers = to_c("headers", request.headers);
    if (request.form) result.form = to_c("form", *request.form);
    sga_request &c = result.c;
    c.method = to_c("method", request.method);
    c.path = to_c("path", request.path);
    c.idempotency = request.idempotency ? static_cast<int>(*request.idempotency)
                                        : static_cast<int>(SGA_IDEMPOTENCY_UNSET);
    c.params = result.params.data();
    c.params_count = result.params.size();
    c.json = to_c("json", request.json);
    c.form = request.form ? result.form.data() : nullptr;
    c.form_count = result.form.size();
    c.headers = result.headers.data();
    c.headers_count = result.headers.size();
    return result;
}

inline const sga_request *pointer(const RequestStruct &request) { return &request.c; }

inline void read_head(const sga_response &c, ResponseHead &head) {
    head.status = c.status;
    head.request_id = optional_string(c.request_id);
    head.headers.reserve(c.header_count);
    for (std::size_t number = 0; number < c.header_count; ++number)
        head.headers.push_back({c.headers[number]->name, c.headers[number]->value});
    if (c.rate_limit) head.rate_limit = read(*c.rate_limit);
}

template <>
struct Source<Response> {
    using Struct = sga_response;
    static constexpr auto free = sga_response_free;
    static constexpr auto in_completion = &sga_completion::response;

    static Response read(const std::shared_ptr<const Struct> &c) {
        Response response;
        read_head(*c, response);
        if (c->body) response.body.assign(c->body, c->body_size);
        return response;
    }
};

/// A result of a call with responses.
template <class T>
struct FromCompletion<RawResponse<T>> {
    static RawResponse<T> read(const std::shared_ptr<const sga_completion> &completion) {
        RawResponse<T> raw;
        if constexpr (!std::is_void_v<T>) raw.parsed = FromCompletion<T>::read(completion);
        if (completion->response) read_head(*completion->response, raw);
        return raw;
    }
};

/// Any other call. `Calls` is the policy, as for User.
template <class Calls>
class Requests {
  public:
    explicit Requests(Calls calls) : calls_(std::move(calls)) {}

    typename Calls::template Result<Response> request(const Request &request) const {
        return calls_.template make<Response>(sga_client_request, sga_submit_client_request,
                                              request);
    }

  private:
    Calls calls_;
};

} // namespace detail

} // namespace sendgrid_accounts

#endif
