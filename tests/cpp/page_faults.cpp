// Prints an iteration over subusers: each row, each error, and the offset at its end.
//
//     page_faults range|futures|queue URL KEY
//
// After an error the same iteration continues; it ends after two errors in a row.
#include "expect.hpp"

#include <chrono>
#include <iostream>
#include <string_view>

namespace {

void print(const sga::Subuser &subuser) { std::cout << "row " << subuser.id.value() << '\n'; }

// Calls `read` until it returns false, which is the end.
template <class Read>
void until_the_end(Read read) {
    for (int errors = 0; errors < 2;) {
        try {
            if (!read()) return;
            errors = 0;
        } catch (const sga::error &error) {
            ++errors;
            std::cout << "error " << error.kind() << ' ' << error.attempts() << ' '
                      << error.offset().value() << '\n';
        }
    }
}

void read_a_range(const sga::Client &client) {
    auto subusers = client.subusers().iter();
    until_the_end([&] {
        for (const sga::Subuser &subuser : subusers)
            print(subuser);
        return false;
    });
    std::cout << "end " << subusers.offset() << '\n';
}

template <class Pages, class Take>
void read_pages(const Pages &pages, Take take) {
    until_the_end([&] {
        const auto page = take(pages.next_page());
        if (!page) return false;
        for (const sga::Subuser &subuser : *page)
            print(subuser);
        return true;
    });
    std::cout << "end " << pages.offset() << '\n';
}

} // namespace

int main(int count, char **arguments) {
    EXPECT(count == 4);
    const std::string_view way = arguments[1];
    sga::ClientOptions options;
    options.base_url = arguments[2];
    options.api_key = arguments[3];
    const sga::Client client(options);
    if (way == "range") read_a_range(client);
    if (way == "futures") {
        const sga::AsyncClient async(client);
        read_pages(async.subusers().iter(), [](auto call) { return call.get(); });
    }
    if (way == "queue") {
        const sga::Queue queue;
        read_pages(queue.subusers(client).iter(), [&](auto call) {
            while (queue.pending() > 0)
                queue.wait(std::chrono::seconds(1));
            return call.get();
        });
    }
}
