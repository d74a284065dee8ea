#include "vector_inputs.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXTS = 16 };

static int nibble(char digit) { return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10; }

static void decode(char *text) {
    char *end = text;
    for (; *text != '\0'; text++) {
        if (*text == '%') {
            *end++ = (char)(nibble(text[1]) << 4 | nibble(text[2]));
            text += 2;
        } else {
            *end++ = *text;
        }
    }
    *end = '\0';
}

fields read_fields(char *line) {
    fields found = {{0}, {0}, 0};
    for (char *field = strtok(line, "\t\n"); field != NULL; field = strtok(NULL, "\t\n")) {
        char *value = strchr(field, '=');
        if (value == NULL || found.count == MOST_FIELDS) {
            fprintf(stderr, "a line that cannot be read\n");
            exit(2);
        }
        *value++ = '\0';
        decode(field);
        decode(value);
        found.names[found.count] = field;
        found.values[found.count++] = value;
    }
    return found;
}

const char *get(const fields *given, const char *name) {
    for (int i = 0; i < given->count; i++) {
        if (strcmp(given->names[i], name) == 0) {
            return given->values[i];
        }
    }
    return NULL;
}

uint64_t setting(const fields *given, const char *name, uint64_t otherwise) {
    const char *value = get(given, name);
    return value != NULL ? strtoull(value, NULL, 10) : otherwise;
}

const char *argument(const fields *given, const char *name) {
    char full[64];
    snprintf(full, sizeof full, "arg.%s", name);
    return get(given, full);
}

static size_t arguments(const fields *given, const char *name, const char **texts) {
    size_t count = 0;
    for (int i = 0; i < given->count; i++) {
        const char *full = given->names[i];
        if (strncmp(full, "arg.", 4) == 0 && strcmp(full + 4, name) == 0 && count < MOST_TEXTS) {
            texts[count++] = given->values[i];
        }
    }
    return count;
}

static int choice(const fields *given, const char *name) {
    const char *text = argument(given, name);
    return text == NULL ? SGA_UNSET : strcmp(text, "true") == 0 ? SGA_YES : SGA_NO;
}

static void number(const fields *given, const char *name, int *has, uint64_t *value) {
    const char *text = argument(given, name);
    *has = text != NULL;
    *value = text != NULL ? strtoull(text, NULL, 10) : 0;
}

const sga_password_change *password_change(const fields *given) {
    static __thread sga_password_change change;
    change = (sga_password_change)SGA_PASSWORD_CHANGE_INIT;
    change.old_password = argument(given, "old_password");
    change.new_password = argument(given, "new_password");
    return &change;
}

const sga_profile_update *profile_update(const fields *given) {
    static __thread sga_profile_update update;
    update = (sga_profile_update)SGA_PROFILE_UPDATE_INIT;
    update.address = argument(given, "address");
    update.address2 = argument(given, "address2");
    update.city = argument(given, "city");
    update.company = argument(given, "company");
    update.country = argument(given, "country");
    update.first_name = argument(given, "first_name");
    update.last_name = argument(given, "last_name");
    update.phone = argument(given, "phone");
    update.state = argument(given, "state");
    update.website = argument(given, "website");
    update.zip = argument(given, "zip");
    return &update;
}

const sga_new_customer *new_customer(const fields *given) {
    static __thread sga_new_customer customer;
    static __thread const char *groups[MOST_TEXTS], *addresses[MOST_TEXTS];
    customer = (sga_new_customer)SGA_NEW_CUSTOMER_INIT;
    customer.username = argument(given, "username");
    customer.password = argument(given, "password");
    customer.email = argument(given, "email");
    customer.first_name = argument(given, "first_name");
    customer.last_name = argument(given, "last_name");
    customer.address = argument(given, "address");
    customer.city = argument(given, "city");
    customer.state = argument(given, "state");
    customer.zip = argument(given, "zip");
    customer.country = argument(given, "country");
    customer.phone = argument(given, "phone");
    customer.website = argument(given, "website");
    customer.company = argument(given, "company");
    customer.package = argument(given, "package");
    customer.whitelabel = argument(given, "whitelabel");
    customer.ip_group = groups;
    customer.ip_group_count = arguments(given, "ip_group", groups);
    customer.ip = addresses;
    customer.ip_count = arguments(given, "ip", addresses);
    customer.free_user = choice(given, "free_user");
    customer.billing_date = argument(given, "billing_date");
    return &customer;
}

const sga_customer_filter *customer_filter(const fields *given) {
    static __thread sga_customer_filter filter;
    filter = (sga_customer_filter)SGA_CUSTOMER_FILTER_INIT;
    filter.id = argument(given, "id");
    filter.username = argument(given, "username");
    filter.email = argument(given, "email");
    filter.first_name = argument(given, "first_name");
    filter.last_name = argument(given, "last_name");
    filter.address = argument(given, "address");
    filter.city = argument(given, "city");
    filter.state = argument(given, "state");
    filter.country = argument(given, "country");
    filter.zip = argument(given, "zip");
    filter.phone = argument(given, "phone");
    filter.website = argument(given, "website");
    filter.company = argument(given, "company");
    filter.active = choice(given, "active");
    number(given, "limit", &filter.has_limit, &filter.limit);
    number(given, "offset", &filter.has_offset, &filter.offset);
    return &filter;
}

const sga_customer_profile_update *customer_profile_update(const fields *given) {
    static __thread sga_customer_profile_update update;
    update = (sga_customer_profile_update)SGA_CUSTOMER_PROFILE_UPDATE_INIT;
    update.first_name = argument(given, "first_name");
    update.last_name = argument(given, "last_name");
    update.address = argument(given, "address");
    update.city = argument(given, "city");
    update.state = argument(given, "state");
    update.country = argument(given, "country");
    update.zip = argument(given, "zip");
    update.phone = argument(given, "phone");
    update.website = argument(given, "website");
    update.company = argument(given, "company");
    return &update;
}
