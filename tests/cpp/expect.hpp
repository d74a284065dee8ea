// Assertions of the test programs, which print the failed condition and exit with status 1.
#ifndef EXPECT_HPP
#define EXPECT_HPP

#include <cstdlib>
#include <iostream>
#include <optional>
#include <sendgrid_accounts.hpp>
#include <string>
#include <string_view>
#include <typeinfo>

namespace sga = sendgrid_accounts;

#define EXPECT(condition) expect::that((condition), #condition, __FILE__, __LINE__)
// A copy of the exception that a statement throws, of exactly this class.
#define EXPECT_THROW(Error, ...)                                                                   \
    expect::thrown<Error>([&] { __VA_ARGS__; }, #__VA_ARGS__, __FILE__, __LINE__)

namespace expect {

[[noreturn]] inline void failed(std::string_view what, const char *file, int line) {
    std::cerr << file << ':' << line << ": " << what << std::endl;
    std::_Exit(1);
}

inline void that(bool condition, std::string_view what, const char *file, int line) {
    if (!condition) failed(what, file, line);
}

template <class Error, class Statement>
Error thrown(Statement statement, std::string what, const char *file, int line) {
    try {
        statement();
    } catch (const Error &error) {
        that(typeid(error) == typeid(Error), what + " throws " + error.what(), file, line);
        return error;
    } catch (const std::exception &other) {
        failed(what + " throws " + typeid(other).name() + ": " + other.what(), file, line);
    }
    failed(what + " throws nothing", file, line);
}

// Options with both credentials from the arguments of a program.
inline sga::ClientOptions options(char **arguments) {
    sga::ClientOptions options;
    options.base_url = arguments[1];
    options.api_key = arguments[2];
    options.reseller = sga::Reseller::with_password(arguments[3], arguments[4]);
    return options;
}

} // namespace expect

#endif
