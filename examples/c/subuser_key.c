/* Creates a subuser and an API key for it, and stores the key in a file that only its owner can
 * read.
 *
 *     subuser_key USERNAME FILE BASE_URL API_KEY
 */
#include <fcntl.h>
#include <sendgrid_accounts.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 60 };

static sga_status create(const sga_client *client, const char *username, sga_error **error) {
    char email[256];
    snprintf(email, sizeof email, "%s@example.com", username);
    sga_new_subuser subuser = SGA_NEW_SUBUSER_INIT;
    subuser.username = username;
    subuser.email = email;
    subuser.password = "a-password-of-16";
    sga_created_subuser *created = NULL;
    sga_status status = sga_subusers_create(client, &subuser, &created, error);
    sga_created_subuser_free(created);
    if (status != SGA_ERR_OUTCOME_UNKNOWN) return status;
    /* The response was lost: look whether the subuser exists. */
    sga_reconciled *found = NULL;
    if (sga_change_reconcile((*error)->change, &found, NULL) == SGA_OK &&
        found->verdict == SGA_VERDICT_APPLIED) {
        sga_error_free(*error);
        *error = NULL;
        status = SGA_OK;
    }
    sga_reconciled_free(found);
    return status;
}

/* Waits until the server allows to act for the subuser: a success of `create` is no proof. */
static sga_status wait_for(const sga_client *subuser, sga_error **error) {
    const struct timespec second = {1, 0};
    for (int waited = 0;; waited++) {
        sga_username *username = NULL;
        sga_status status = sga_user_get_username(subuser, &username, error);
        sga_username_free(username);
        int is_not_yet = status == SGA_ERR_AUTHENTICATION || status == SGA_ERR_NOT_FOUND ||
                         status == SGA_ERR_PERMISSION_DENIED;
        if (!is_not_yet || waited == SECONDS) return status;
        sga_error_free(*error);
        *error = NULL;
        nanosleep(&second, NULL);
    }
}

static int store(const char *key, const char *file) {
    int descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (descriptor < 0) return 0;
    size_t size = strlen(key);
    int is_written = write(descriptor, key, size) == (ssize_t)size;
    return close(descriptor) == 0 && is_written;
}

static sga_status create_key(const sga_client *subuser, const char *file, sga_error **error) {
    const char *const scopes[] = {"mail.send"};
    sga_new_api_key key = SGA_NEW_API_KEY_INIT;
    key.name = "mail";
    key.scopes = scopes;
    key.scopes_count = 1;
    sga_created_api_key *created = NULL;
    sga_status status = sga_api_keys_create(subuser, &key, &created, error);
    const char *secret = NULL;
    if (status == SGA_OK) status = sga_api_key_secret_reveal(created->api_key, &secret, error);
    if (status == SGA_OK) {
        /* No later call returns the key. */
        int is_stored = store(secret, file);
        printf("the key %s is %s\n", created->name, is_stored ? "stored" : "not stored: delete it");
    }
    sga_created_api_key_free(created); /* overwrites the key */
    return status;
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "usage: subuser_key USERNAME FILE BASE_URL API_KEY\n");
        return 2;
    }
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[3];
    options.api_key = arguments[4];
    sga_error *error = NULL;
    sga_client *client = NULL, *subuser = NULL;
    sga_status status = sga_client_new(&options, &client, &error);
    if (status == SGA_OK) status = create(client, arguments[1], &error);
    if (status == SGA_OK) status = sga_client_on_behalf_of(client, arguments[1], &subuser, &error);
    if (status == SGA_OK) status = wait_for(subuser, &error);
    if (status == SGA_OK) status = create_key(subuser, arguments[2], &error);
    if (error != NULL) {
        fprintf(stderr, "%s (%s): %s; outcome %s\n", error->operation ? error->operation : "client",
                sga_status_name(status), error->message, sga_outcome_name(error->outcome));
    }
    sga_error_free(error);
    sga_client_free(subuser);
    sga_client_free(client);
    return status == SGA_OK ? 0 : 1;
}
