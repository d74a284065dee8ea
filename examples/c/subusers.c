/* Lists the subusers, creates one with an API key of its own, and disables it.
 *
 *     subusers BASE_URL API_KEY
 */
#include <sendgrid_accounts.h>
#include <stdio.h>

static sga_status list(const sga_client *client, sga_error **error) {
    sga_subusers_iter *iter = NULL;
    sga_subuser_list *page = NULL;
    sga_status status = sga_subusers_iter_new(client, NULL, &iter, error);
    while (status == SGA_OK) {
        status = sga_subusers_iter_next_page(iter, &page, error);
        if (status != SGA_OK || page == NULL) break; /* NULL is the end */
        for (size_t row = 0; row < page->count; row++) {
            const sga_subuser *subuser = page->subusers[row];
            printf("%s %s\n", subuser->username ? subuser->username : "?",
                   subuser->email ? subuser->email : "?");
        }
        sga_subuser_list_free(page);
        page = NULL;
    }
    sga_subusers_iter_free(iter);
    return status;
}

static sga_status create(const sga_client *client, const char *username, sga_error **error) {
    sga_new_subuser subuser = SGA_NEW_SUBUSER_INIT;
    subuser.username = username;
    subuser.email = "app@example.com";
    subuser.password = "sample-password-1";
    sga_created_subuser *created = NULL;
    sga_status status = sga_subusers_create(client, &subuser, &created, error);
    sga_created_subuser_free(created);
    return status;
}

static sga_status create_key(const sga_client *client, const char *username, sga_error **error) {
    const char *const scopes[] = {"mail.send"}, *secret = NULL;
    sga_new_api_key key = SGA_NEW_API_KEY_INIT;
    key.name = "mail";
    key.scopes = scopes;
    key.scopes_count = 1;
    sga_client *subuser = NULL;
    sga_created_api_key *created = NULL;
    sga_status status = sga_client_on_behalf_of(client, username, &subuser, error);
    if (status == SGA_OK) status = sga_api_keys_create(subuser, &key, &created, error);
    if (status == SGA_OK) status = sga_api_key_secret_reveal(created->api_key, &secret, error);
    /* Store `secret` here: no later call returns it. */
    if (status == SGA_OK) printf("%s has the key \"%s\"\n", username, created->name);
    sga_created_api_key_free(created); /* overwrites the secret */
    sga_client_free(subuser);
    return status;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: subusers BASE_URL API_KEY\n");
        return 2;
    }
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[1];
    options.api_key = arguments[2];
    sga_client *client = NULL;
    sga_error *error = NULL;
    sga_status status = sga_client_new(&options, &client, &error);
    if (status == SGA_OK) status = create(client, "app", &error);
    if (status == SGA_OK) status = list(client, &error);
    if (status == SGA_OK) status = create_key(client, "app", &error);
    if (status == SGA_OK) status = sga_subusers_disable(client, "app", &error);
    if (status == SGA_OK) printf("app is disabled\n");
    if (error != NULL) fprintf(stderr, "%s: %s\n", sga_status_name(status), error->message);
    sga_error_free(error);
    sga_client_free(client);
    return status == SGA_OK ? 0 : 1;
}
