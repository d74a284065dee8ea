#ifndef SENDGRID_ACCOUNTS_HPP
#define SENDGRID_ACCOUNTS_HPP
#include <sendgrid_accounts.h>
#endif
