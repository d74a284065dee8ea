#include "vector_inputs.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STRINGS = 16 };

static int nibble(char digit) { return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10; }

static void decode(char *string) {
    char *end = string;
    for (; *string != '\0'; string++) {
        if (*string == '%') {
            *end++ = (char)(nibble(string[1]) << 4 | nibble(string[2]));
            string += 2;
        } else {
            *end++ = *string;
        }
    }
    *end = '\0';
}

fields read_fields(char *line) {
    fields result = {{0}, {0}, 0};
    for (char *field = strtok(line, "\t\n"); field != NULL; field = strtok(NULL, "\t\n")) {
        char *value = strchr(field, '=');
        if (value == NULL || result.count == MAX_FIELDS) {
            fprintf(stderr, "invalid line\n");
            exit(2);
        }
        *value++ = '\0';
        decode(field);
        decode(value);
        result.names[result.count] = field;
        result.values[result.count++] = value;
    }
    return result;
}

const char *get(const fields *input, const char *name) {
    for (int i = 0; i < input->count; i++) {
        if (strcmp(input->names[i], name) == 0) {
            return input->values[i];
        }
    }
    return NULL;
}

uint64_t setting(const fields *input, const char *name, uint64_t default_value) {
    const char *value = get(input, name);
    return value != NULL ? strtoull(value, NULL, 10) : default_value;
}

const char *argument(const fields *input, const char *name) {
    char full[64];
    snprintf(full, sizeof full, "arg.%s", name);
    return get(input, full);
}

const char *update_of(const fields *input, const char *name) {
    char full[64];
    snprintf(full, sizeof full, "clear.%s", name);
    return get(input, full) != NULL ? SGA_CLEAR : argument(input, name);
}

static size_t arguments(const fields *input, const char *name, const char **strings) {
    size_t count = 0;
    for (int i = 0; i < input->count; i++) {
        const char *full = input->names[i];
        if (strncmp(full, "arg.", 4) == 0 && strcmp(full + 4, name) == 0 && count < MAX_STRINGS) {
            strings[count++] = input->values[i];
        }
    }
    return count;
}

static int choice(const fields *input, const char *name) {
    const char *string = argument(input, name);
    return string == NULL ? SGA_UNSET : strcmp(string, "true") == 0 ? SGA_YES : SGA_NO;
}

static void number(const fields *input, const char *name, int *is_set, uint64_t *value) {
    const char *string = argument(input, name);
    *is_set = string != NULL;
    *value = string != NULL ? strtoull(string, NULL, 10) : 0;
}

const sga_password_change *password_change(const fields *input) {
    static __thread sga_password_change change;
    change = (sga_password_change)SGA_PASSWORD_CHANGE_INIT;
    change.old_password = argument(input, "old_password");
    change.new_password = argument(input, "new_password");
    return &change;
}

const sga_profile_update *profile_update(const fields *input) {
    static __thread sga_profile_update update;
    update = (sga_profile_update)SGA_PROFILE_UPDATE_INIT;
    update.address = update_of(input, "address");
    update.address2 = update_of(input, "address2");
    update.city = update_of(input, "city");
    update.company = update_of(input, "company");
    update.country = update_of(input, "country");
    update.first_name = update_of(input, "first_name");
    update.last_name = update_of(input, "last_name");
    update.phone = update_of(input, "phone");
    update.state = update_of(input, "state");
    update.website = update_of(input, "website");
    update.zip = update_of(input, "zip");
    return &update;
}

const sga_new_customer *new_customer(const fields *input) {
    static __thread sga_new_customer customer;
    static __thread const char *groups[MAX_STRINGS], *addresses[MAX_STRINGS];
    customer = (sga_new_customer)SGA_NEW_CUSTOMER_INIT;
    customer.username = argument(input, "username");
    customer.password = argument(input, "password");
    customer.email = argument(input, "email");
    customer.first_name = argument(input, "first_name");
    customer.last_name = argument(input, "last_name");
    customer.address = argument(input, "address");
    customer.city = argument(input, "city");
    customer.state = argument(input, "state");
    customer.zip = argument(input, "zip");
    customer.country = argument(input, "country");
    customer.phone = argument(input, "phone");
    customer.website = argument(input, "website");
    customer.company = argument(input, "company");
    customer.package = argument(input, "package");
    customer.whitelabel = argument(input, "whitelabel");
    customer.ip_group = groups;
    customer.ip_group_count = arguments(input, "ip_group", groups);
    customer.ip = addresses;
    customer.ip_count = arguments(input, "ip", addresses);
    customer.free_user = choice(input, "free_user");
    customer.billing_date = argument(input, "billing_date");
    return &customer;
}

const sga_customer_filter *customer_filter(const fields *input) {
    static __thread sga_customer_filter filter;
    filter = (sga_customer_filter)SGA_CUSTOMER_FILTER_INIT;
    filter.id = argument(input, "id");
    filter.username = argument(input, "username");
    filter.email = argument(input, "email");
    filter.first_name = argument(input, "first_name");
    filter.last_name = argument(input, "last_name");
    filter.address = argument(input, "address");
    filter.city = argument(input, "city");
    filter.state = argument(input, "state");
    filter.country = argument(input, "country");
    filter.zip = argument(input, "zip");
    filter.phone = argument(input, "phone");
    filter.website = argument(input, "website");
    filter.company = argument(input, "company");
    filter.active = choice(input, "active");
    number(input, "limit", &filter.has_limit, &filter.limit);
    number(input, "offset", &filter.has_offset, &filter.offset);
    return &filter;
}

const sga_customer_profile_update *customer_profile_update(const fields *input) {
    static __thread sga_customer_profile_update update;
    update = (sga_customer_profile_update)SGA_CUSTOMER_PROFILE_UPDATE_INIT;
    update.first_name = update_of(input, "first_name");
    update.last_name = update_of(input, "last_name");
    update.address = update_of(input, "address");
    update.city = update_of(input, "city");
    update.state = update_of(input, "state");
    update.country = update_of(input, "country");
    update.zip = update_of(input, "zip");
    update.phone = update_of(input, "phone");
    update.website = update_of(input, "website");
    update.company = update_of(input, "company");
    return &update;
}

/* Names and values in turn; a field with the name alone is an empty list. */
static size_t pairs(const fields *input, const char *name, const char *const **strings) {
    static __thread char copies[3][MAX_STRINGS / 2][256];
    static __thread const char *all[3][MAX_STRINGS];
    static __thread int next;
    const int index = next++ % 3;
    size_t count = 0;
    for (int i = 0; i < input->count; i++) {
        const char *full = input->names[i];
        if (strncmp(full, "pair.", 5) != 0 || strcmp(full + 5, name) != 0) {
            continue;
        }
        *strings = all[index];
        char *copy = copies[index][count / 2];
        snprintf(copy, sizeof copies[0][0], "%s", input->values[i]);
        char *value = strchr(copy, '=');
        if (value != NULL && count < MAX_STRINGS) {
            *value++ = '\0';
            all[index][count++] = copy;
            all[index][count++] = value;
        }
    }
    return count;
}

static int idempotency(const char *name) {
    return name == NULL                      ? SGA_IDEMPOTENCY_UNSET
           : strcmp(name, "safe") == 0       ? SGA_IDEMPOTENCY_SAFE
           : strcmp(name, "idempotent") == 0 ? SGA_IDEMPOTENCY_IDEMPOTENT
                                             : SGA_IDEMPOTENCY_ONCE;
}

const sga_request *request_of(const fields *input) {
    static __thread sga_request request;
    request = (sga_request)SGA_REQUEST_INIT;
    request.method = argument(input, "method");
    request.path = argument(input, "path");
    request.idempotency = idempotency(argument(input, "idempotency"));
    request.json = argument(input, "json");
    request.params_count = pairs(input, "params", &request.params);
    request.form_count = pairs(input, "form", &request.form);
    request.headers_count = pairs(input, "headers", &request.headers);
    return &request;
}

const sga_new_api_key *new_api_key(const fields *input) {
    static __thread sga_new_api_key key;
    static __thread const char *scopes[MAX_STRINGS];
    key = (sga_new_api_key)SGA_NEW_API_KEY_INIT;
    key.name = argument(input, "name");
    key.scopes = scopes;
    key.scopes_count = arguments(input, "scopes", scopes);
    return &key;
}

const sga_api_key_update *api_key_update(const fields *input) {
    static __thread sga_api_key_update update;
    static __thread const char *scopes[MAX_STRINGS];
    update = (sga_api_key_update)SGA_API_KEY_UPDATE_INIT;
    update.api_key_id = argument(input, "api_key_id");
    update.name = argument(input, "name");
    update.scopes = scopes;
    update.scopes_count = arguments(input, "scopes", scopes);
    update.allow_own = allow_own(input);
    return &update;
}

int allow_own(const fields *input) { return choice(input, "allow_own") == SGA_YES; }

const sga_subuser_filter *subuser_filter(const fields *input) {
    static __thread sga_subuser_filter filter;
    filter = (sga_subuser_filter)SGA_SUBUSER_FILTER_INIT;
    filter.username = argument(input, "username");
    filter.region = argument(input, "region");
    filter.include_region = choice(input, "include_region") == SGA_YES;
    number(input, "limit", &filter.has_limit, &filter.limit);
    number(input, "offset", &filter.has_offset, &filter.offset);
    return &filter;
}

const sga_new_subuser *new_subuser(const fields *input) {
    static __thread sga_new_subuser subuser;
    static __thread const char *ips[MAX_STRINGS];
    subuser = (sga_new_subuser)SGA_NEW_SUBUSER_INIT;
    subuser.username = argument(input, "username");
    subuser.email = argument(input, "email");
    subuser.password = argument(input, "password");
    subuser.region = argument(input, "region");
    subuser.ips_count = arguments(input, "ips", ips);
    if (subuser.ips_count > 0 || get(input, "empty.ips") != NULL) subuser.ips = ips;
    return &subuser;
}

const sga_subuser_ips_update *subuser_ips_update(const fields *input) {
    static __thread sga_subuser_ips_update update;
    static __thread const char *ips[MAX_STRINGS];
    update = (sga_subuser_ips_update)SGA_SUBUSER_IPS_UPDATE_INIT;
    update.username = argument(input, "username");
    update.ips = ips;
    update.ips_count = arguments(input, "ips", ips);
    update.clear = choice(input, "clear") == SGA_YES;
    return &update;
}

const sga_subuser_credits_update *subuser_credits_update(const fields *input) {
    static __thread sga_subuser_credits_update update;
    update = (sga_subuser_credits_update)SGA_SUBUSER_CREDITS_UPDATE_INIT;
    update.username = argument(input, "username");
    update.type = argument(input, "type");
    update.reset_frequency = argument(input, "reset_frequency");
    update.has_total = argument(input, "total") != NULL;
    update.total = signed_number(input, "total");
    return &update;
}

const sga_page *page(const fields *input) {
    static __thread sga_page page;
    page = (sga_page)SGA_PAGE_INIT;
    number(input, "limit", &page.has_limit, &page.limit);
    number(input, "offset", &page.has_offset, &page.offset);
    return &page;
}

const char *const *usernames_of(const fields *input, size_t *count) {
    static __thread const char *usernames[MAX_STRINGS];
    *count = arguments(input, "usernames", usernames);
    return usernames;
}

int64_t signed_number(const fields *input, const char *name) {
    const char *string = argument(input, name);
    return string != NULL ? strtoll(string, NULL, 10) : 0;
}
