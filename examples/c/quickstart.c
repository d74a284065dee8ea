/* Reads and changes the profile of an account.
 *
 *     quickstart BASE_URL API_KEY
 */
#include <sendgrid_accounts.h>
#include <stdio.h>

/* Prints the error of a call and its outcome. */
static int failed(sga_error *error) {
    fprintf(stderr, "%s (%s): %s; outcome %s\n", error->operation ? error->operation : "client",
            sga_status_name(error->status), error->message, sga_outcome_name(error->outcome));
    sga_error_free(error);
    return 1;
}

static const char *or_none(const char *text) { return text ? text : "none"; }

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: quickstart BASE_URL API_KEY\n");
        return 2;
    }
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[1];
    options.api_key = arguments[2];

    int result = 0;
    sga_error *error = NULL;
    sga_client *client = NULL;
    sga_profile *profile = NULL;
    sga_profile_update update = SGA_PROFILE_UPDATE_INIT;
    update.city = "Orange";      /* only set members are sent */
    update.address2 = SGA_CLEAR; /* clears; so does an empty string, by default */

    if (sga_client_new(&options, &client, &error) != SGA_OK ||
        sga_user_update_profile(client, &update, &profile, &error) != SGA_OK) {
        result = failed(error);
    } else {
        printf("%s %s lives in %s\n", or_none(profile->first_name), or_none(profile->last_name),
               or_none(profile->city));
    }
    sga_profile_free(profile);
    sga_client_free(client);
    return result;
}
