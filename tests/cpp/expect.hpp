// What the programs of the tests have in common: they end with status 1 where something is not as
// it should be, and say what.
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
// The exception of exactly that class which a statement throws, as a copy that outlives it.
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

// Both credentials, as the arguments of a program give them.
inline sga::ClientOptions options(char **arguments) {
    sga::ClientOptions options;
    options.base_url = arguments[1];
    options.api_key = arguments[2];
    options.reseller = sga::Reseller::with_password(arguments[3], arguments[4]);
    return options;
}

} // namespace expect

#endif
