/* Results and errors as the JSON of the vectors. */
#ifndef VECTOR_JSON_H
#define VECTOR_JSON_H

#include <sendgrid_accounts.h>

void print_account(const sga_account *account);
void print_credits(const sga_credits *credits);
void print_email(const sga_email *email);
void print_profile(const sga_profile *profile);
void print_username(const sga_username *username);
void print_customer_list(const sga_customer_list *list);
void print_response(const sga_response *response);
void print_api_key_info(const sga_api_key_info *key);
void print_api_key_list(const sga_api_key_list *list);
/* With the secret. */
void print_created_api_key(const sga_created_api_key *key);
void print_scope_list(const sga_scope_list *list);
void print_customer(const sga_customer *customer);
void print_subuser(const sga_subuser *subuser);
void print_subuser_list(const sga_subuser_list *list);
/* Without the tokens. */
void print_created_subuser(const sga_created_subuser *subuser);
void print_ip_list(const sga_ip_list *list);
void print_subuser_credits(const sga_subuser_credits *credits);
void print_reputation_list(const sga_reputation_list *list);
void print_error(const sga_error *error);

#endif
