/* Calls from a thread with a stack of 64 kB, and on a stack that is not the stack of a thread, as
 * in coroutines.
 *
 *     host_stacks URL KEY
 */
#include "expect.h"
#include <pthread.h>
#include <ucontext.h>

static sga_client *client;

static void call_users(void) {
    sga_error *error = NULL;
    sga_account *account = NULL;
    sga_credits *credits = NULL;
    sga_email *email = NULL;
    sga_profile *profile = NULL;
    sga_username *username = NULL;
    sga_profile_update update = SGA_PROFILE_UPDATE_INIT;
    update.city = "Berlin";
    EXPECT_OK(sga_user_get_account(client, &account, &error), error);
    EXPECT_OK(sga_user_get_credits(client, &credits, &error), error);
    EXPECT_OK(sga_user_get_email(client, &email, &error), error);
    EXPECT_OK(sga_user_update_profile(client, &update, &profile, &error), error);
    EXPECT_OK(sga_user_get_username(client, &username, &error), error);
    EXPECT(sga_user_update_email(client, "", &email, &error) != SGA_OK && error != NULL);
    sga_error_free(error);
    sga_account_free(account);
    sga_credits_free(credits);
    sga_email_free(email);
    sga_profile_free(profile);
    sga_username_free(username);
}

static void call_customers(void) {
    sga_error *error = NULL;
    sga_customer_list *list = NULL;
    sga_new_customer customer = SGA_NEW_CUSTOMER_INIT;
    EXPECT_OK(sga_customers_list(client, NULL, &list, &error), error);
    EXPECT(list->count > 0);
    sga_customer_list_free(list);
    EXPECT_OK(sga_customers_disable(client, "user1", &error), error);
    EXPECT(sga_customers_create(client, &customer, &error) == SGA_ERR_NULL);
    sga_error_free(error);
}

static void call_queue(void) {
    sga_error *error = NULL;
    sga_queue *queue = NULL;
    sga_completion *completion = NULL;
    EXPECT_OK(sga_queue_new(&queue, &error), error);
    EXPECT_OK(sga_submit_customers_list(queue, client, 1, NULL, &error), error);
    EXPECT_OK(sga_queue_next(queue, -1, &completion, &error), error);
    EXPECT(completion->customers->count > 0);
    sga_completion_free(completion);
    sga_queue_free(queue);
}

static void *work(void *arguments) {
    sga_reseller reseller = SGA_RESELLER_INIT;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    char **strings = arguments;
    reseller.auth = SGA_AUTH_API_KEY;
    reseller.api_key = strings[2];
    options.reseller = &reseller;
    client = new_client_with(options, strings[1], strings[2]);
    call_users();
    call_customers();
    call_queue();
    sga_client_free(client);
    return NULL;
}

static char **context_arguments;

static void work_in_context(void) { work(context_arguments); }

static void on_another_stack(char **arguments) {
    enum { SMALL = 64 * 1024 };
    ucontext_t here, there;
    void *stack = malloc(SMALL);
    EXPECT(stack != NULL && getcontext(&there) == 0);
    context_arguments = arguments;
    there.uc_stack.ss_sp = stack;
    there.uc_stack.ss_size = SMALL;
    there.uc_link = &here;
    makecontext(&there, work_in_context, 0);
    EXPECT(swapcontext(&here, &there) == 0);
    free(stack);
}

int main(int count, char **arguments) {
    EXPECT(count == 3);
    pthread_attr_t attributes;
    pthread_t thread;
    EXPECT(pthread_attr_init(&attributes) == 0);
    EXPECT(pthread_attr_setstacksize(&attributes, 64 * 1024) == 0);
    for (int round = 0; round < 3; round++) {
        EXPECT(pthread_create(&thread, &attributes, work, arguments) == 0);
        EXPECT(pthread_join(thread, NULL) == 0);
    }
    on_another_stack(arguments);
    return 0;
}
