// Iteration over subusers and customers: ranges of a client, pages of a queue.
//
//     pages BASE_URL API_KEY RESELLER_USERNAME RESELLER_PASSWORD
//
// The server has 1,203 subusers, and its second list fails once.
#include "expect.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

constexpr int SUBUSERS = 1203, PAGE = 500;

using Range = decltype(std::declval<sga::Client>().subusers().iter());

static_assert(std::is_same_v<std::iterator_traits<Range::iterator>::iterator_category,
                             std::input_iterator_tag>);
static_assert(!std::is_copy_constructible_v<Range> && std::is_move_constructible_v<Range>);

sga::SubuserFilter from(std::uint64_t offset) {
    sga::SubuserFilter filter;
    filter.limit = PAGE;
    filter.offset = offset;
    return filter;
}

// The second page fails; another loop over the same range continues with it.
void a_failure_can_be_resumed(const sga::Client &client) {
    auto subusers = client.subusers().iter(from(0));
    std::set<std::int64_t> ids;
    const auto read = [&] {
        for (const sga::Subuser &subuser : subusers)
            EXPECT(ids.insert(*subuser.id).second && subuser.username);
    };
    const auto error = EXPECT_THROW(sga::server_error, read());
    EXPECT(ids.size() == PAGE && error.offset() == PAGE && subusers.offset() == PAGE);
    EXPECT(error.operation() == "subusers.list" && error.http_status() == 503u);
    read();
    EXPECT(ids.size() == SUBUSERS && subusers.offset() == SUBUSERS);
    read();
    EXPECT(ids.size() == SUBUSERS && subusers.begin() == subusers.end());
    EXPECT(!EXPECT_THROW(sga::not_found_error, client.subusers().get("nobody")).offset());
}

void ranges_serve_algorithms(const sga::Client &client) {
    auto subusers = client.subusers().iter(from(1200));
    auto at = subusers.begin();
    const auto first = *at++;
    EXPECT(first.username && at->username && first.username != at->username);
    EXPECT(at != subusers.end() && std::distance(at, subusers.end()) == 2);

    auto moved = client.subusers().iter(from(0));
    EXPECT(moved.begin() != moved.end());
    Range again = std::move(moved);
    // begin() read a row before the move.
    const auto has_name = [](const sga::Subuser &subuser) { return subuser.username.has_value(); };
    EXPECT(std::count_if(again.begin(), again.end(), has_name) == SUBUSERS - 1);
    EXPECT(again.offset() == SUBUSERS);
    EXPECT_THROW(sga::misuse_error, moved.offset()); // NOLINT: moved from on purpose
}

// The rows have their own strings.
void customers_outlive_their_pages(const sga::Client &client) {
    sga::CustomerFilter filter;
    filter.limit = 1;
    auto customers = client.customers().iter(filter);
    const std::vector<sga::OwnedCustomer> kept(customers.begin(), customers.end());
    EXPECT(kept.size() == 2 && kept[0].username == "user1" && kept[1].username == "user2");
    EXPECT(customers.offset() == 2);
    EXPECT(client.customers().get("user2").email == "example2@example.com");
    EXPECT_THROW(sga::not_found_error, client.customers().get("user"));
}

template <class Pages, class Take>
std::size_t count(const Pages &pages, Take take) {
    std::size_t rows = 0;
    while (const auto page = take(pages.next_page()))
        rows += page->size();
    return rows;
}

void pages_are_futures(const sga::Client &client) {
    const sga::AsyncClient async(client);
    const auto pages = async.subusers().iter(from(0));
    EXPECT(count(pages, [](auto call) { return call.get(); }) == SUBUSERS);
    EXPECT(pages.offset() == SUBUSERS);

    const sga::Queue queue;
    const auto wait = [&](auto call) {
        while (queue.pending() > 0)
            queue.wait(std::chrono::seconds(1));
        return call.get();
    };
    EXPECT(count(queue.subusers(client).iter(from(1200)), wait) == 3);
    EXPECT(count(queue.customers(client).iter(), wait) == 2);
}

void inputs_are_checked(const sga::Client &client) {
    sga::SubuserFilter filter;
    filter.username = std::string("a\0b", 3);
    const auto error = EXPECT_THROW(sga::invalid_input_error, client.subusers().iter(filter));
    EXPECT(error.field() == "username");
    EXPECT_THROW(sga::misuse_error, sga::SecretToken().reveal());
}

} // namespace

int main(int, char **arguments) {
    auto options = expect::options(arguments);
    options.max_retries = 0;
    const sga::Client client(options);
    a_failure_can_be_resumed(client);
    ranges_serve_algorithms(client);
    customers_outlive_their_pages(client);
    pages_are_futures(client);
    inputs_are_checked(client);
}
