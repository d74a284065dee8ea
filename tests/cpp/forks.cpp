// Clients and queues of the parent in a forked child.
//
//     forks BASE_URL API_KEY RESELLER_USERNAME RESELLER_PASSWORD
#include "expect.hpp"

#include <memory>
#include <sys/wait.h>
#include <unistd.h>

namespace {

// A child has neither the thread nor the queue, and does not end the parent's.
void children_do_not_end_asynchronous_calls(const sga::ClientOptions &options) {
    auto client = std::make_unique<sga::AsyncClient>(options);
    auto queue = std::make_unique<sga::Queue>();
    EXPECT(client->user().get_username().get().user_id == 1);
    const pid_t child = ::fork();
    if (child == 0) {
        EXPECT_THROW(sga::misuse_error, client->user().get_username().get());
        EXPECT_THROW(sga::misuse_error, queue->pending());
        client.reset();
        queue.reset();
        std::_Exit(0);
    }
    int status = -1;
    EXPECT(::waitpid(child, &status, 0) == child && status == 0);
    EXPECT(client->user().get_username().get().user_id == 1);
    EXPECT(queue->pending() == 0);
}

// Blocking calls work in both processes.
void children_make_calls(const sga::Client &client) {
    EXPECT(client.user().get_username().user_id == 1);
    const pid_t child = ::fork();
    EXPECT(client.user().get_username().user_id == 1);
    if (child == 0) std::_Exit(0);
    int status = -1;
    EXPECT(::waitpid(child, &status, 0) == child && status == 0);
}

} // namespace

int main(int, char **arguments) {
    children_do_not_end_asynchronous_calls(expect::options(arguments));
    children_make_calls(sga::Client(expect::options(arguments)));
}
