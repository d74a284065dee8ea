/* The secrets of created objects are overwritten when these are freed, also as parts of
 * completions.
 *
 *     secrets URL KEY
 */
#include "expect.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MAX_SECRET = 256, OF_MALLOC = 16 };

/* The secret, and its address, which is read after it is freed. */
static char kept[MAX_SECRET];
static uintptr_t address;

/* Whether the secret is at its address, except the first bytes, which malloc uses for free memory.
 */
static int is_left(void) {
    char found[MAX_SECRET] = {0};
    size_t size = strlen(kept) - OF_MALLOC;
    int memory = open("/proc/self/mem", O_RDONLY);
    EXPECT(memory >= 0);
    ssize_t count = pread(memory, found, size, (off_t)(address + OF_MALLOC));
    close(memory);
    return count == (ssize_t)size && memcmp(found, kept + OF_MALLOC, size) == 0;
}

static void keep(const char *secret) {
    EXPECT(strlen(secret) >= OF_MALLOC + 8 && strlen(secret) < MAX_SECRET);
    strcpy(kept, secret);
    address = (uintptr_t)secret;
    EXPECT(is_left());
}

/* Memory that is only freed keeps its content, so that the test detects it. */
static void check_test(void) {
    char *secret = strdup("a secret that nobody overwrites");
    keep(secret);
    free(secret);
    EXPECT(is_left());
}

static sga_new_subuser new_subuser(const char *username) {
    sga_new_subuser subuser = SGA_NEW_SUBUSER_INIT;
    subuser.username = username;
    subuser.email = "new@example.com";
    subuser.password = "a-password-of-16";
    return subuser;
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    sga_client *client = new_client(arguments[1], arguments[2]);
    sga_error *error = NULL;
    const char *secret = NULL;
    check_test();

    sga_new_subuser subuser = new_subuser("first");
    sga_created_subuser *created = NULL;
    EXPECT_OK(sga_subusers_create(client, &subuser, &created, &error), error);
    const sga_secret_token *token = created->authorization_token;
    EXPECT_OK(sga_secret_token_reveal(token, &secret, &error), error);
    EXPECT(created->extra == NULL || strstr(created->extra, secret) == NULL);
    keep(secret);
    EXPECT(sga_created_subuser_free(created) == SGA_OK && !is_left());
    EXPECT(sga_secret_token_reveal(token, &secret, NULL) == SGA_ERR_STALE_HANDLE);

    sga_created_api_key *key = NULL;
    EXPECT_OK(sga_api_keys_create_full_access(client, "app", &key, &error), error);
    EXPECT_OK(sga_api_key_secret_reveal(key->api_key, &secret, &error), error);
    keep(secret);
    EXPECT(sga_created_api_key_free(key) == SGA_OK && !is_left());

    sga_queue *queue = NULL;
    sga_completion *done = NULL;
    EXPECT_OK(sga_queue_new(&queue, &error), error);
    subuser = new_subuser("second");
    EXPECT_OK(sga_submit_subusers_create(queue, client, 1, &subuser, &error), error);
    EXPECT_OK(sga_queue_next(queue, -1, &done, &error), error);
    token = done->created_subuser->signup_session_token;
    EXPECT_OK(sga_secret_token_reveal(token, &secret, &error), error);
    keep(secret);
    EXPECT(sga_completion_free(done) == SGA_OK && !is_left());

    EXPECT(sga_queue_free(queue) == SGA_OK && sga_client_free(client) == SGA_OK);
    return 0;
}
