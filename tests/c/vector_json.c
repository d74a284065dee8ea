#include "vector_json.h"

#include <inttypes.h>
#include <stdio.h>

static void print_text(const char *text) {
    if (text == NULL) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            printf("\\%c", *c);
        } else if (*c < 0x20) {
            printf("\\u%04x", *c);
        } else {
            putchar(*c);
        }
    }
    putchar('"');
}

static void name(const char *separator, const char *text) { printf("%s\"%s\":", separator, text); }

static void text(const char *separator, const char *field, const char *value) {
    name(separator, field);
    print_text(value);
}

static void number(const char *field, bool has, int64_t value) {
    name(",", field);
    if (has) {
        printf("%" PRId64, value);
    } else {
        fputs("null", stdout);
    }
}

static void truth(const char *field, bool has, bool value) {
    name(",", field);
    fputs(!has ? "null" : value ? "true" : "false", stdout);
}

/* JSON already. */
static void raw(const char *field, const char *value) {
    name(",", field);
    fputs(value != NULL ? value : "null", stdout);
}

static void end_with_extra(const char *extra) {
    if (extra != NULL) {
        raw("extra", extra);
    }
    putchar('}');
}

void print_account(const sga_account *account) {
    text("{", "type", account->type);
    name(",", "reputation");
    if (account->has_reputation) {
        printf("%.17g", account->reputation);
    } else {
        fputs("null", stdout);
    }
    end_with_extra(account->extra);
}

void print_credits(const sga_credits *credits) {
    putchar('{');
    text("", "last_reset", credits->last_reset);
    text(",", "next_reset", credits->next_reset);
    text(",", "reset_frequency", credits->reset_frequency);
    number("remain", credits->has_remain, credits->remain);
    number("total", credits->has_total, credits->total);
    number("overage", credits->has_overage, credits->overage);
    number("used", credits->has_used, credits->used);
    end_with_extra(credits->extra);
}

void print_email(const sga_email *email) {
    text("{", "email", email->email);
    end_with_extra(email->extra);
}

void print_profile(const sga_profile *profile) {
    text("{", "address", profile->address);
    text(",", "address2", profile->address2);
    text(",", "city", profile->city);
    text(",", "company", profile->company);
    text(",", "country", profile->country);
    text(",", "first_name", profile->first_name);
    text(",", "last_name", profile->last_name);
    text(",", "phone", profile->phone);
    text(",", "state", profile->state);
    text(",", "website", profile->website);
    text(",", "zip", profile->zip);
    end_with_extra(profile->extra);
}

void print_username(const sga_username *username) {
    text("{", "username", username->username);
    number("user_id", username->has_user_id, username->user_id);
    end_with_extra(username->extra);
}

static void print_customer(const sga_customer *customer) {
    text("{", "username", customer->username);
    text(",", "email", customer->email);
    truth("active", customer->has_active, customer->active);
    text(",", "first_name", customer->first_name);
    text(",", "last_name", customer->last_name);
    text(",", "address", customer->address);
    text(",", "address2", customer->address2);
    text(",", "city", customer->city);
    text(",", "state", customer->state);
    text(",", "zip", customer->zip);
    text(",", "country", customer->country);
    text(",", "phone", customer->phone);
    text(",", "website", customer->website);
    text(",", "company", customer->company);
    truth("website_access", customer->has_website_access, customer->website_access);
    text(",", "id", customer->id);
    end_with_extra(customer->extra);
}

void print_customer_list(const sga_customer_list *list) {
    putchar('[');
    for (size_t row = 0; row < list->count; row++) {
        if (row > 0) {
            putchar(',');
        }
        print_customer(list->customers[row]);
    }
    putchar(']');
}

static void print_detail(const sga_error_detail *detail) {
    text("{", "message", detail->message);
    text(",", "field", detail->field);
    raw("help", detail->help);
    text(",", "error_id", detail->error_id);
    putchar('}');
}

void print_error(const sga_error *error) {
    text("{", "kind", sga_status_name(error->status));
    text(",", "operation", error->operation);
    text(",", "message", error->message);
    text(",", "outcome", sga_outcome_name(error->outcome));
    truth("safe_to_retry", true, error->safe_to_retry);
    number("attempts", true, error->attempts);
    truth("retry_budget_exhausted", true, error->retry_budget_exhausted);
    number("status", error->has_http_status, error->http_status);
    fputs(",\"details\":[", stdout);
    for (size_t row = 0; row < error->detail_count; row++) {
        if (row > 0) {
            putchar(',');
        }
        print_detail(error->details[row]);
    }
    putchar(']');
    text(",", "body", error->body);
    text(",", "request_id", error->request_id);
    text(",", "field", error->field);
    text(",", "phase", error->phase != SGA_PHASE_NONE ? sga_phase_name(error->phase) : NULL);
    text(",", "required_scope", error->required_scope);
    number("retry_after_seconds", error->has_retry_after, (int64_t)error->retry_after);
    putchar('}');
}
