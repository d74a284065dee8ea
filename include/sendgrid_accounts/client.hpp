/// @file
/// The client whose calls are waited for.
#ifndef SENDGRID_ACCOUNTS_CLIENT_HPP
#define SENDGRID_ACCOUNTS_CLIENT_HPP

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/operations.hpp>
#include <sendgrid_accounts/rate_limits.hpp>
#include <sendgrid_accounts/results.hpp>

namespace sendgrid_accounts {

class AsyncClient;
class Queue;

namespace detail {

/// Shared with what was made of a client, such as client.user(), which may outlive it.
using ClientHandle = std::shared_ptr<sga_client>;

template <class Function, class... Arguments>
ClientHandle made(Function function, Arguments... arguments) {
    sga_client *handle = nullptr;
    call(function, arguments..., &handle);
    return ClientHandle(handle, sga_client_free);
}

/// Makes calls and waits for them.
struct Blocking {
    template <class T>
    using Result = T;

    ClientHandle client;

    template <class T, class Block, class Submit, class... Inputs>
    T make(Block block, Submit, const Inputs &...inputs) const {
        if constexpr (std::is_void_v<T>) {
            call(block, client.get(), pointer(lowered(inputs))...);
        } else {
            typename Source<T>::Struct *result = nullptr;
            call(block, client.get(), pointer(lowered(inputs))..., &result);
            return Source<T>::read({result, Source<T>::free});
        }
    }
};

} // namespace detail

/// Makes calls and waits for them. One client serves any number of threads; make one and keep it,
/// since it keeps connections open.
///
///     Client client(options);
///     client.user().get_profile().first_name;
class Client {
  public:
    /// Makes a client. Nothing is read from the environment, and no connection is opened.
    /// @throws invalid_input_error for a value that is refused
    /// @throws config_error where the whole does not work, such as plain http to another host
    explicit Client(const ClientOptions &options) : handle_(opened(options)) {}

    /// Makes a client from the environment: SENDGRID_API_KEY, or SENDGRID_RESELLER_USERNAME with
    /// SENDGRID_RESELLER_PASSWORD, or all of them, and, where set, SENDGRID_REGION.
    /// @throws config_error where there is no credential, or half of one, or no such region
    static Client from_env() { return Client(detail::made(sga_client_from_env)); }

    /// A client whose calls act for a subuser. It shares connections with this one, which stays as
    /// it is.
    /// @throws invalid_input_error for a name that cannot stand in a header
    Client on_behalf_of(std::string_view subuser) const {
        const std::string name = detail::lowered(detail::Argument{"subuser", subuser});
        return Client(detail::made(sga_client_on_behalf_of, handle_.get(), name.c_str()));
    }

    /// A client whose calls act for a customer account of a reseller partner. It shares connections
    /// with this one, which stays as it is.
    /// @throws invalid_input_error for a number that cannot stand in a header
    Client on_behalf_of_account(std::string_view account_id) const {
        const std::string id = detail::lowered(detail::Argument{"account_id", account_id});
        return Client(detail::made(sga_client_on_behalf_of_account, handle_.get(), id.c_str()));
    }

    /// A client whose calls have other limits. It shares connections and all else with this one,
    /// which stays as it is.
    /// @throws invalid_input_error for a limit out of its bounds
    Client with_options(const CallOptions &options) const {
        const sga_call_options lowered = detail::lowered(options);
        return Client(detail::made(sga_client_with_options, handle_.get(), &lowered));
    }

    /// What the servers have said of their rate limits, to calls of this client and of those that
    /// share its connections.
    RateLimits rate_limits() const {
        sga_rate_limits *limits = nullptr;
        detail::call(sga_client_rate_limits, handle_.get(), &limits);
        const std::unique_ptr<sga_rate_limits, sga_status (*)(sga_rate_limits *)> owned(
            limits, sga_rate_limits_free);
        return {detail::read(owned->user), detail::read(owned->customers)};
    }

    /// Refuses further calls with closed_error, also those of clients that share its connections,
    /// and closes idle connections. Calls under way go on.
    void close() const { detail::check(sga_client_close(handle_.get())); }

    /// The calls of the Users API; they may outlive the client.
    User<detail::Blocking> user() const { return User<detail::Blocking>({handle_}); }
    /// The calls of the customer API; they may outlive the client.
    Customers<detail::Blocking> customers() const { return Customers<detail::Blocking>({handle_}); }

    /// The client of C, for functions that this header does not have; it stays this one's.
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

    static detail::ClientHandle opened(const ClientOptions &options) {
        sga_client_options lowered = detail::lowered(options);
        if (!options.reseller) return detail::made(sga_client_new, &lowered);
        const sga_reseller reseller = detail::lowered(*options.reseller);
        lowered.reseller = &reseller;
        return detail::made(sga_client_new, &lowered);
    }

    detail::ClientHandle handle_;
};

} // namespace sendgrid_accounts

#endif
