// Concurrent calls as futures.
//
//     futures BASE_URL API_KEY
#include <future>
#include <iostream>
#include <sendgrid_accounts.hpp>
#include <vector>

namespace sga = sendgrid_accounts;

int main(int count, char **arguments) {
    if (count != 3) {
        std::cerr << "usage: futures BASE_URL API_KEY\n";
        return 2;
    }
    try {
        sga::ClientOptions options;
        options.base_url = arguments[1];
        options.api_key = arguments[2];
        const sga::AsyncClient client(options);

        std::vector<std::future<sga::Username>> calls;
        for (int call = 0; call < 64; ++call)
            calls.push_back(client.user().get_username());
        // get() throws the error of a call.
        sga::Call<sga::Username> refused = client.user().update_username("test_subuser");

        int succeeded = 0;
        for (auto &call : calls)
            succeeded += call.get().user_id.has_value();
        std::cout << succeeded << " calls were in flight at once\n";
        try {
            refused.get();
        } catch (const sga::bad_request_error &error) {
            std::cout << error.what() << '\n';
        }
    } catch (const sga::error &error) {
        std::cerr << error.what() << "; outcome " << sga::to_string(error.outcome()) << '\n';
        return 1;
    }
}
