module sendgrid-accounts-quickstart

go 1.19
