# find_package(sendgrid_accounts) gives sendgrid_accounts::sendgrid_accounts, the shared library, and
# sendgrid_accounts::static.
if(NOT TARGET sendgrid_accounts::sendgrid_accounts)
    add_library(sendgrid_accounts::sendgrid_accounts SHARED IMPORTED)
    set_target_properties(sendgrid_accounts::sendgrid_accounts PROPERTIES
        IMPORTED_LOCATION "@LIBDIR@/libsendgrid_accounts.so.@VERSION@"
        IMPORTED_SONAME "libsendgrid_accounts.so.@SOVERSION@"
        INTERFACE_INCLUDE_DIRECTORIES "@PREFIX@/include")
endif()
if(NOT TARGET sendgrid_accounts::static)
    find_package(Threads REQUIRED)
    add_library(sendgrid_accounts::static STATIC IMPORTED)
    set_target_properties(sendgrid_accounts::static PROPERTIES
        IMPORTED_LOCATION "@LIBDIR@/libsendgrid_accounts.a"
        INTERFACE_INCLUDE_DIRECTORIES "@PREFIX@/include"
        INTERFACE_LINK_LIBRARIES "Threads::Threads;${CMAKE_DL_LIBS};m;gcc_s")
endif()
set(sendgrid_accounts_FOUND TRUE)
