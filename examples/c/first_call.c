/* The profile of the account whose API key is in the environment. */
#include <sendgrid_accounts.h>
#include <stdio.h>

int main(void) {
    sga_error *error = NULL;
    sga_client *client = NULL;
    sga_profile *profile = NULL;
    /* Reads SENDGRID_API_KEY. */
    if (sga_client_from_env(NULL, &client, &error) != SGA_OK ||
        sga_user_get_profile(client, &profile, &error) != SGA_OK) {
        fprintf(stderr, "%s\n", error->message);
        sga_error_free(error);
        sga_client_free(client);
        return 1;
    }
    printf("%s lives in %s\n", profile->first_name ? profile->first_name : "?",
           profile->city ? profile->city : "?");
    sga_profile_free(profile);
    sga_client_free(client);
    return 0;
}
