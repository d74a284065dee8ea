// Disables the customers in the column `user` of a CSV file. Run again with the same ledger, it
// resumes after a crash, and repeats no call that was applied.
//
//     bulk FILE LEDGER BASE_URL API_KEY
#include <iostream>
#include <sendgrid_accounts.hpp>

namespace sga = sendgrid_accounts;

int main(int count, char **arguments) {
    if (count != 5) {
        std::cerr << "usage: bulk FILE LEDGER BASE_URL API_KEY\n";
        return 2;
    }
    try {
        sga::ClientOptions options;
        options.base_url = arguments[3];
        options.api_key = arguments[4];
        const sga::Client client(options);

        const sga::BulkFile customers(arguments[1], "customers.disable");
        sga::BulkOptions run;
        run.ledger = arguments[2];
        run.total = customers.count();
        for (const sga::BulkResult &result : client.bulk(customers, run)) {
            std::cout << "line " << result.line.value_or(0) << ": "
                      << sga::to_string(result.outcome)
                      << (result.from_ledger ? " by an earlier run" : "");
            if (result.error) std::cout << ": " << result.error->message();
            std::cout << '\n';
        }
    } catch (const sga::error &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
