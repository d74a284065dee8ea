/// @file
/// The client whose calls are futures.
#ifndef SENDGRID_ACCOUNTS_ASYNC_CLIENT_HPP
#define SENDGRID_ACCOUNTS_ASYNC_CLIENT_HPP

#include <memory>
#include <string_view>
#include <thread>
#include <utility>

#include <sendgrid_accounts/client.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/inputs.hpp>
#include <sendgrid_accounts/operations.hpp>
#include <sendgrid_accounts/pending_calls.hpp>
#include <sendgrid_accounts/queue.hpp>

namespace sendgrid_accounts {

namespace detail {

/// One thread that waits for the calls of a queue.
class Worker {
  public:
    /// The pending_calls, which keeps the worker.
    static std::shared_ptr<PendingCalls> made() {
        const std::shared_ptr<Worker> worker(new Worker, UnlessForked());
        return {worker, worker->pending_.get()};
    }

    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;
    ~Worker() {
        pending_->end();
        thread_.join();
    }

  private:
    Worker() : thread_(work, pending_) {}

    static void work(const std::shared_ptr<PendingCalls> &pending_calls) noexcept {
        try {
            while (true)
                pending_calls->take(-1);
        } catch (...) {
            // The queue was freed; or something is wrong, and nobody shall wait for ever.
            pending_calls->end();
        }
    }

    std::shared_ptr<PendingCalls> pending_ = PendingCalls::made();
    std::thread thread_;
};

} // namespace detail

/// Makes calls that go on while the program does: the methods of user() and customers() return a
/// Call, a std::future of their result. One thread, which the client starts, waits for all of them.
///
///     AsyncClient client(options);
///     std::future<Profile> profile = client.user().get_profile();
///     profile.get().first_name;
///
/// Clients that were made of one another share that thread. With the last of them, and of what
/// user() and customers() gave, calls under way are cancelled: their futures get cancelled_error.
class AsyncClient {
  public:
    /// As Client::Client().
    /// @throws std::system_error where the process can have no more threads
    explicit AsyncClient(const ClientOptions &options) : AsyncClient(Client(options)) {}

    /// Shares connections with a client, which stays as it is.
    explicit AsyncClient(const Client &client)
        : AsyncClient(client.handle_, detail::Worker::made()) {}

    /// As Client::from_env().
    static AsyncClient from_env() { return AsyncClient(Client::from_env()); }

    /// As Client::on_behalf_of().
    AsyncClient on_behalf_of(std::string_view subuser) const {
        return AsyncClient(blocking().on_behalf_of(subuser).handle_, pending_);
    }

    /// As Client::on_behalf_of_account().
    AsyncClient on_behalf_of_account(std::string_view account_id) const {
        return AsyncClient(blocking().on_behalf_of_account(account_id).handle_, pending_);
    }

    /// As Client::close().
    void close() const { blocking().close(); }

    /// The calls of the Users API.
    User<detail::Queued> user() const { return User<detail::Queued>(calls()); }
    /// The calls of the customer API.
    Customers<detail::Queued> customers() const { return Customers<detail::Queued>(calls()); }

    AsyncClient(AsyncClient &&) noexcept = default;
    AsyncClient &operator=(AsyncClient &&) noexcept = default;
    AsyncClient(const AsyncClient &) = delete;
    AsyncClient &operator=(const AsyncClient &) = delete;
    ~AsyncClient() = default;

  private:
    AsyncClient(detail::ClientHandle handle, std::shared_ptr<detail::PendingCalls> pending_calls)
        : handle_(std::move(handle)), pending_(std::move(pending_calls)) {}

    Client blocking() const { return Client(handle_); }

    detail::Queued calls() const {
        if (!pending_) {
            detail::raise(
                detail::own_cause(SGA_ERR_NULL, Outcome::not_sent, "client was moved away"));
        }
        return {handle_, pending_};
    }

    detail::ClientHandle handle_;
    std::shared_ptr<detail::PendingCalls> pending_;
};

} // namespace sendgrid_accounts

#endif
