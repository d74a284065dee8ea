set(PACKAGE_VERSION "@VERSION@")
string(REGEX MATCH "^[0-9]+\\.[0-9]+" sendgrid_accounts_series "@VERSION@")
string(REGEX MATCH "^[0-9]+\\.[0-9]+" sendgrid_accounts_wanted "${PACKAGE_FIND_VERSION}")
# Until 1.0 every minor version may change the interface.
if(PACKAGE_FIND_VERSION VERSION_GREATER "@VERSION@"
   OR (sendgrid_accounts_wanted AND NOT sendgrid_accounts_wanted STREQUAL sendgrid_accounts_series))
    set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
    set(PACKAGE_VERSION_COMPATIBLE TRUE)
    if(PACKAGE_FIND_VERSION STREQUAL "@VERSION@")
        set(PACKAGE_VERSION_EXACT TRUE)
    endif()
endif()
