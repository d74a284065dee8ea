# find_package(sendgrid_accounts) defines sendgrid_accounts::sendgrid_accounts, the shared library, and
# sendgrid_accounts::static, unless the package lacks the archive.
get_filename_component(sendgrid_accounts_libdir "${CMAKE_CURRENT_LIST_DIR}/../.." REALPATH)
get_filename_component(sendgrid_accounts_include "@INCLUDE@" REALPATH)
set(sendgrid_accounts_shared "${sendgrid_accounts_libdir}/libsendgrid_accounts.so.@VERSION@")
set(sendgrid_accounts_archive "${sendgrid_accounts_libdir}/libsendgrid_accounts.a")

# Reported here, since the linker may find another installation.
foreach(sendgrid_accounts_part
        "${sendgrid_accounts_shared}" "${sendgrid_accounts_include}/sendgrid_accounts.h")
    if(NOT EXISTS "${sendgrid_accounts_part}")
        set(sendgrid_accounts_FOUND FALSE)
        set(sendgrid_accounts_NOT_FOUND_MESSAGE "${sendgrid_accounts_part} does not exist")
        return()
    endif()
endforeach()

if(NOT TARGET sendgrid_accounts::sendgrid_accounts)
    add_library(sendgrid_accounts::sendgrid_accounts SHARED IMPORTED)
    set_target_properties(sendgrid_accounts::sendgrid_accounts PROPERTIES
        IMPORTED_LOCATION "${sendgrid_accounts_shared}"
        IMPORTED_SONAME "libsendgrid_accounts.so.@SOVERSION@"
        INTERFACE_INCLUDE_DIRECTORIES "${sendgrid_accounts_include}")
endif()
if(EXISTS "${sendgrid_accounts_archive}" AND NOT TARGET sendgrid_accounts::static)
    include(CMakeFindDependencyMacro)
    find_dependency(Threads)
    add_library(sendgrid_accounts::static STATIC IMPORTED)
    set_target_properties(sendgrid_accounts::static PROPERTIES
        IMPORTED_LOCATION "${sendgrid_accounts_archive}"
        INTERFACE_INCLUDE_DIRECTORIES "${sendgrid_accounts_include}"
        INTERFACE_LINK_LIBRARIES "Threads::Threads;${CMAKE_DL_LIBS};m;gcc_s")
endif()
set(sendgrid_accounts_FOUND TRUE)
