/* Creates, finds and disables a customer of a reseller, and handles a refusal.
 *
 *     resellers_day BASE_URL API_KEY
 */
#include <sendgrid_accounts.h>
#include <stdio.h>

static const char *const USERNAME = "newcustomer@example.com";

static const char *or_none(const char *text) { return text ? text : "none"; }

/* The message is for users; programs decide by the outcome. */
static const char *what_next(const sga_error *error) {
    if (error->safe_to_retry) {
        return "the same call may be made again";
    }
    switch (error->outcome) {
    case SGA_OUTCOME_NOT_SENT:
    case SGA_OUTCOME_REJECTED:
        return "nothing was changed, and the same call would fail again";
    case SGA_OUTCOME_APPLIED:
        return "the change was made";
    default: /* also outcomes of later versions */
        return "list the customers before you repeat it";
    }
}

static void tell(FILE *out, sga_error *error) {
    fprintf(out, "%s (%s): %s; outcome %s: %s\n", error->operation ? error->operation : "client",
            sga_status_name(error->status), error->message, sga_outcome_name(error->outcome),
            what_next(error));
    sga_error_free(error);
}

static sga_status create(const sga_client *client, sga_error **error) {
    sga_new_customer customer = SGA_NEW_CUSTOMER_INIT;
    customer.username = USERNAME;
    customer.password = "samplepassword";
    customer.email = USERNAME;
    customer.first_name = "fname";
    customer.last_name = "lname";
    customer.address = "555_anystreet";
    customer.city = "any_city";
    customer.state = "CA";
    customer.zip = "91234";
    customer.country = "US";
    customer.phone = "555-555";
    customer.website = "example.com";
    return sga_customers_create(client, &customer, error);
}

static sga_status show(const sga_client *client, sga_error **error) {
    sga_customer_filter filter = SGA_CUSTOMER_FILTER_INIT;
    filter.username = "newcustomer"; /* servers match parts of the username */
    sga_customer_list *found = NULL;
    sga_status status = sga_customers_list(client, &filter, &found, error);
    for (size_t i = 0; found && i < found->count; i++) {
        const sga_customer *customer = found->customers[i];
        printf("%s in %s %s\n", or_none(customer->username), or_none(customer->city),
               customer->has_active && customer->active ? "may send mail" : "may not send mail");
    }
    sga_customer_list_free(found);
    return status;
}

static sga_status day(const sga_client *client, sga_error **error) {
    sga_status status = create(client, error);
    if (status == SGA_OK) {
        status = show(client, error);
    }
    if (status == SGA_OK) { /* website access is separate */
        status = sga_customers_disable(client, USERNAME, error);
    }
    return status == SGA_OK ? show(client, error) : status;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: resellers_day BASE_URL API_KEY\n");
        return 2;
    }
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[1];
    options.api_key = arguments[2]; /* of both APIs */

    sga_error *error = NULL;
    sga_client *client = NULL;
    if (sga_client_new(&options, &client, &error) != SGA_OK || day(client, &error) != SGA_OK) {
        tell(stderr, error);
        sga_client_free(client);
        return 1;
    }
    if (create(client, &error) != SGA_OK) { /* the username is already taken */
        tell(stdout, error);
    }
    sga_client_free(client);
    return 0;
}
