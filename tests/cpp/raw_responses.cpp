// Any other call, and the responses of calls; tests/faults/test_any_call.py has the responses of
// the server.
//
//     raw_responses URL KEY
#include "expect.hpp"

#include <chrono>
#include <sendgrid_accounts.hpp>
#include <string>
#include <string_view>
#include <type_traits>

namespace sga = sendgrid_accounts;

namespace {

void expect_limited(const sga::ResponseHead &head, std::string_view operation) {
    EXPECT(head.status == 200 && head.request_id == "r-1");
    EXPECT(head.rate_limit && head.rate_limit->operation == operation);
    EXPECT(head.rate_limit->limit == 600u && head.rate_limit->remaining == 0u);
    bool found = false;
    for (const sga::Header &header : head.headers)
        found = found || (header.name == "x-ratelimit-limit" && header.value == "600");
    EXPECT(found);
}

sga::Request get(std::string_view path) {
    sga::Request request;
    request.method = "GET";
    request.path = path;
    return request;
}

template <class Error, class Make>
std::string refused(Make make) {
    try {
        make();
    } catch (const Error &error) {
        return std::string(error.field().value_or(""));
    }
    return "nothing";
}

void an_endpoint_stops_no_other(const sga::Client &client) {
    const sga::Response response = client.request(get("/v3/stats"));
    expect_limited(response, "GET /v3/stats");
    EXPECT(response.body == std::string("a\0b", 3));
    EXPECT(refused<sga::rate_limit_error>([&] { client.request(get("/v3/stats")); }).empty());
    EXPECT(client.request(get("/v3/alerts")).status == 200);
}

void wrong_requests_are_refused(const sga::Client &client) {
    const auto field = [&](auto change) {
        sga::Request request = get("/v3/stats");
        change(request);
        return refused<sga::invalid_input_error>([&] { client.request(request); });
    };
    EXPECT(field([](auto &it) { it.method = "TRACE"; }) == "method");
    EXPECT(field([](auto &it) { it.json = "{\"a\":"; }) == "json");
    EXPECT(field([](auto &it) { it.params = {{"", "1"}}; }) == "params");
    EXPECT(field([](auto &it) { it.path = std::string("/v3\0x", 5); }) == "path");
    EXPECT(field([](auto &it) { it.headers = {{"Host", "x"}}; }) == "headers");
}

void a_result_has_its_response(const sga::Client &client) {
    const auto raw = client.with_raw_response().user().get_email();
    static_assert(std::is_same_v<const sga::RawResponse<sga::Email>, decltype(raw)>);
    expect_limited(raw, "user.get_email");
    EXPECT(raw.parsed.email == "a@example.com");
    // Every group has raw responses; refused before a request.
    const auto all = client.with_raw_response();
    EXPECT(refused<sga::invalid_input_error>([&] { all.subusers().get(""); }) == "username");
    EXPECT(refused<sga::invalid_input_error>([&] { all.api_keys().get(""); }) == "api_key_id");
    static_assert(std::is_same_v<sga::RawResponse<sga::ScopeList>, decltype(all.scopes().list())>);
    EXPECT(client.with_raw_response().user().get_username().parsed.user_id == std::nullopt);
    EXPECT(refused<sga::not_found_error>([&] {
               client.with_raw_response().user().get_username();
           }).empty());
}

void a_future_has_its_response(const sga::Client &client) {
    const sga::Queue queue;
    auto call = queue.with_raw_response(client).user().get_profile();
    static_assert(std::is_same_v<sga::Call<sga::RawResponse<sga::Profile>>, decltype(call)>);
    while (queue.pending() > 0)
        queue.wait(std::chrono::seconds(10));
    const auto raw = call.get();
    expect_limited(raw, "user.get_profile");
    EXPECT(raw.parsed.city == "Orange");
    const sga::AsyncClient async(client);
    EXPECT(async.with_raw_response().user().get_account().get().parsed.type == "paid");
    sga::PasswordChange change;
    change.old_password = "old-secret-1";
    change.new_password = "new-secret-1";
    EXPECT(async.with_raw_response().user().update_password(change).get().status == 204);
    EXPECT(async.request(get("/v3/scopes")).get().body == "{}");
    auto submitted = queue.request(client, get("/v3/scopes"));
    while (queue.pending() > 0)
        queue.wait(std::chrono::seconds(10));
    EXPECT(submitted.get().body == "{}");
}

} // namespace

int main(int count, char **arguments) {
    EXPECT(count == 3);
    sga::ClientOptions options;
    options.base_url = arguments[1];
    options.api_key = arguments[2];
    const sga::Client client(options);
    an_endpoint_stops_no_other(client);
    wrong_requests_are_refused(client);
    a_result_has_its_response(client);
    a_future_has_its_response(client);
}
