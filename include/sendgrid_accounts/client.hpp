/// @file
/// Client with blocking calls.
#ifndef SENDGRID_ACCOUNTS_CLIENT_HPP
#define SENDGRID_ACCOUNTS_CLIENT_HPP

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/api_keys.hpp>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/bulk_job.hpp>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/customers.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/pages.hpp>
#include <sendgrid_accounts/rate_limits.hpp>
#include <sendgrid_accounts/raw_response.hpp>
#include <sendgrid_accounts/request.hpp>
#include <sendgrid_accounts/scopes.hpp>
#include <sendgrid_accounts/subusers.hpp>
#include <sendgrid_accounts/user.hpp>

namespace sendgrid_accounts {

class AsyncClient;
template <class Jobs>
class BulkResults;
class Queue;

namespace detail {

/// Shared with the objects of a client, such as client.user(), which may outlive it.
using ClientHandle = std::shared_ptr<sga_client>;

template <class Function, class... Arguments>
ClientHandle new_client(Function function, Arguments... arguments) {
    sga_client *handle = nullptr;
    call(function, arguments..., &handle);
    return ClientHandle(handle, sga_client_free);
}

/// Makes blocking calls.
struct BlockingCalls {
    template <class T>
    using Result = T;
    template <class Page>
    using Iteration = Rows<Page, BlockingCalls>;

    ClientHandle client;

    template <class T, class Block, class Submit, class... Inputs>
    T make(Block block, Submit submit, const Inputs &...inputs) const {
        return make_on<T>(client.get(), block, submit, inputs...);
    }

    /// A call of a client or an iteration.
    template <class T, class Handle, class Block, class Submit, class... Inputs>
    T make_on(const Handle *handle, Block block, Submit, const Inputs &...inputs) const {
        if constexpr (std::is_void_v<T>) {
            call(block, handle, pointer(to_c(inputs))...);
        } else {
            typename Source<T>::Struct *result = nullptr;
            call(block, handle, pointer(to_c(inputs))..., &result);
            return Source<T>::read({result, Source<T>::free});
        }
    }
};

/// Makes blocking calls whose results have their responses.
struct RawBlockingCalls {
    template <class T>
    using Result = RawResponse<T>;
    /// Named only: the pages of an iteration have no responses.
    template <class Page>
    using Iteration = Rows<Page, RawBlockingCalls>;

    ClientHandle client;

    template <class T, class Block, class Submit, class... Inputs>
    RawResponse<T> make(Block block, Submit submit, const Inputs &...inputs) const {
        // A client for this call alone: other threads may make calls at the same time.
        const BlockingCalls calls{new_client(sga_client_with_raw_response, client.get())};
        RawResponse<T> raw;
        if constexpr (std::is_void_v<T>) {
            calls.template make<T>(block, submit, inputs...);
        } else {
            raw.parsed = calls.template make<T>(block, submit, inputs...);
        }
        sga_response *response = nullptr;
        call(sga_client_raw_response, calls.client.get(), &response);
        const std::shared_ptr<const sga_response> owner(response, sga_response_free);
        if (owner) read_head(*owner, raw);
        return raw;
    }
};

} // namespace detail

/// Makes blocking calls. Any number of threads can use one client. Keep it between calls, since it
/// keeps connections open.
///
///     Client client(options);
///     client.user().get_profile().first_name;
class Client {
  public:
    /// Creates a client. It opens no connection, and reads only proxies from the environment.
    /// @throws invalid_input_error for an invalid value
    /// @throws config_error without a credential, or for an invalid combination, such as plain http
    ///         to another host
    explicit Client(const ClientOptions &options) : Client(open(sga_client_new, options)) {}

    /// Creates a client from options and, for those that are not set, from environment variables.
    /// An empty or blank variable is unset.
    ///
    /// SENDGRID_API_KEY is the API key; SENDGRID_RESELLER_USERNAME and SENDGRID_RESELLER_PASSWORD
    /// are a reseller with Auth::params. SENDGRID_REGION is `global` or `eu`, and applies unless
    /// the option is Region::eu. SENDGRID_BASE_URL is the URL of another server, such as a sandbox.
    /// SENDGRID_ON_BEHALF_OF is the username of a subuser, or `account-id` and the number of a
    /// customer account.
    /// @throws invalid_input_error for an invalid value
    /// @throws config_error without a credential, for an unknown region, or if only one of username
    ///         and password is set
    static Client from_env(const ClientOptions &options = {}) {
        return Client(open(sga_client_from_env, options));
    }

    /// A client whose calls act for a subuser. It shares the connections of this one.
    /// @throws invalid_input_error for a username that is not a valid header value
    Client on_behalf_of(std::string_view subuser) const {
        const std::string name = detail::to_c(detail::Argument{"subuser", subuser});
        return Client(detail::new_client(sga_client_on_behalf_of, handle_.get(), name.c_str()));
    }

    /// A client whose calls act for a customer account of a reseller partner. It shares the
    /// connections of this one.
    /// @throws invalid_input_error for a number that is not a valid header value
    Client on_behalf_of_account(std::string_view account_id) const {
        const std::string id = detail::to_c(detail::Argument{"account_id", account_id});
        return Client(
            detail::new_client(sga_client_on_behalf_of_account, handle_.get(), id.c_str()));
    }

    /// A client with other options for its calls. It shares the connections and all other options
    /// of this one.
    /// @throws invalid_input_error for a value out of its bounds
    Client with_options(const CallOptions &options) const {
        const sga_call_options c = detail::to_c(options);
        return Client(detail::new_client(sga_client_with_options, handle_.get(), &c));
    }

    /// The rate limits that the servers last reported to this client, to those that share its
    /// connections and to those that share its rate limiter; by operation and account. A limit is
    /// missing until a response reports it, and may be missing if it was not used for long, once
    /// there are 10,000.
    std::vector<RateLimit> rate_limits() const {
        sga_rate_limits *limits = nullptr;
        detail::call(sga_client_rate_limits, handle_.get(), &limits);
        const std::unique_ptr<sga_rate_limits, sga_status (*)(sga_rate_limits *)> guard(
            limits, sga_rate_limits_free);
        std::vector<RateLimit> result;
        result.reserve(guard->count);
        for (std::size_t number = 0; number < guard->count; ++number)
            result.push_back(detail::read(*guard->limits[number]));
        return result;
    }

    /// Closes this client and the clients that share its connections: further calls fail with
    /// closed_error. Calls in progress continue; idle connections are closed.
    void close() const { detail::check(sga_client_close(handle_.get())); }

    /// Methods of the Users API. The object may outlive the client.
    User<detail::BlockingCalls> user() const { return User<detail::BlockingCalls>({handle_}); }
    /// Methods of the customer API. The object may outlive the client.
    Customers<detail::BlockingCalls> customers() const {
        return Customers<detail::BlockingCalls>({handle_});
    }
    /// Methods of the Subusers API. The object may outlive the client.
    Subusers<detail::BlockingCalls> subusers() const {
        return Subusers<detail::BlockingCalls>({handle_});
    }
    /// Methods of the API keys API. The object may outlive the client.
    ApiKeys<detail::BlockingCalls> api_keys() const {
        return ApiKeys<detail::BlockingCalls>({handle_});
    }
    /// Methods of the scopes API. The object may outlive the client.
    Scopes<detail::BlockingCalls> scopes() const {
        return Scopes<detail::BlockingCalls>({handle_});
    }

    /// The same calls, whose results have their responses.
    WithRawResponse<detail::RawBlockingCalls> with_raw_response() const {
        return WithRawResponse<detail::RawBlockingCalls>({handle_});
    }

    /// Makes a call for which the library has no method. Authentication, On-Behalf-Of, retries and
    /// errors are those of every call; each method and path has a rate limit of its own.
    /// `max_list_bytes` bounds the body.
    Response request(const Request &request) const {
        return detail::Requests<detail::BlockingCalls>({handle_}).request(request);
    }

    /// Executes the jobs of a range, as many at once as the options say, and returns each result as
    /// the job ends. It waits for rate limits as long as they last, and repeats what they refused.
    /// With a ledger, another run does not repeat what this one did. A range that is no temporary
    /// must outlive the results.
    /// @throws invalid_input_error for an option out of its bounds
    /// @throws ledger_error if the ledger cannot be used, as while another process uses it
    template <class Jobs>
    BulkResults<Jobs> bulk(Jobs &&jobs, const BulkOptions &options = {}) const;

    /// The handle for functions of C; it still belongs to this object.
    const sga_client *get() const noexcept { return handle_.get(); }

    Client(Client &&) noexcept = default;
    Client &operator=(Client &&) noexcept = default;
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;
    ~Client() = default;

  private:
    friend class AsyncClient;
    friend class Queue;

    explicit Client(detail::ClientHandle handle) : handle_(std::move(handle)) {}

    template <class Function>
    static detail::ClientHandle open(Function create, const ClientOptions &options) {
        sga_client_options c = detail::to_c(options);
        if (!options.reseller) return detail::new_client(create, &c);
        const sga_reseller reseller = detail::to_c(*options.reseller);
        c.reseller = &reseller;
        return detail::new_client(create, &c);
    }

    detail::ClientHandle handle_;
};

} // namespace sendgrid_accounts

#endif
