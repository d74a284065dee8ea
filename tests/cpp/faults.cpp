// Faults that the checkers of the tests must detect.
//
//     faults leak|use-after-free|overflow
#include <sendgrid_accounts.hpp>

#include <limits>
#include <string_view>

int main(int count, char **arguments) {
    const std::string_view fault = arguments[1];
    if (fault == "leak") {
        sga_error *error = nullptr;
        sga_client_new(nullptr, nullptr, &error);
        auto *lost = new sendgrid_accounts::OwnedCustomer[10];
        lost[0].username = "a name that is too long to lie in the object";
        lost = nullptr;
        return sga_error_free(error) + (lost != nullptr);
    }
    if (fault == "use-after-free") {
        auto *freed = new int[10]();
        delete[] freed;
        return static_cast<volatile int *>(freed)[count];
    }
    volatile int large = std::numeric_limits<int>::max();
    large = large + count;
    return 0;
}
