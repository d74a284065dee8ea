// Reads and changes the profile of an account.
//
//     quickstart BASE_URL API_KEY
#include <iostream>
#include <sendgrid_accounts.hpp>

namespace sga = sendgrid_accounts;

int main(int count, char **arguments) {
    if (count != 3) {
        std::cerr << "usage: quickstart BASE_URL API_KEY\n";
        return 2;
    }
    try {
        sga::ClientOptions options;
        options.base_url = arguments[1];
        options.api_key = arguments[2];
        const sga::Client client(options);

        sga::ProfileUpdate update;
        update.city = "Orange";       // only set members are sent
        update.address2 = sga::CLEAR; // clears; so does an empty string, by default
        const sga::Profile profile = client.user().update_profile(update);

        std::cout << profile.first_name.value_or("?") << ' ' << profile.last_name.value_or("?")
                  << " lives in " << profile.city.value_or("no city") << '\n';
    } catch (const sga::error &error) {
        std::cerr << error.what() << "; outcome " << sga::to_string(error.outcome()) << '\n';
        return 1;
    }
}
