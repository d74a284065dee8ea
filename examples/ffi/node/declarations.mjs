// The declarations of sendgrid_accounts.h that the quickstart uses.
import koffi from 'koffi';

const FIELDS = ['address', 'address2', 'city', 'company', 'country', 'first_name', 'last_name',
    'phone', 'state', 'website', 'zip'];

const strings = (names) => Object.fromEntries(names.map((name) => [name, 'const char *']));

koffi.opaque('sga_client');

export const ClientOptions = koffi.struct('sga_client_options', {
    struct_size: 'size_t',
    api_key: 'const char *',
    reseller: 'const void *',
    region: 'int',
    ...strings(['base_url', 'on_behalf_of', 'account_id']),
    timeout_ms: 'uint64_t',
    attempt_timeout_ms: 'uint64_t',
    connect_timeout_ms: 'uint64_t',
    max_retries: 'uint32_t',
    max_connections: 'uint32_t',
    ...strings(['ca_bundle', 'proxy']),
    allow_insecure_transport: 'int',
    max_rate_limit_wait_ms: 'uint64_t',
    retry_budget: 'uint32_t',
    backoff_ms: 'uint64_t',
    rate_limit_backoff_ms: 'uint64_t',
    max_backoff_ms: 'uint64_t',
    idle_timeout_ms: 'uint64_t',
    max_response_bytes: 'uint64_t',
    max_list_bytes: 'uint64_t',
    shared_rate_limiter: 'const void *',
    max_headers: 'uint32_t',
    max_unknown_retries: 'uint32_t',
    retry_cost: 'uint32_t',
    rate_limit_retry_cost: 'uint32_t',
    retry_refund: 'uint32_t',
    trust_env: 'int',
    empty: 'int',
});

export const ProfileUpdate = koffi.struct('sga_profile_update', {
    struct_size: 'size_t', ...strings(FIELDS),
});

// Output structs are only read, so that their first members suffice.
export const Profile = koffi.struct('sga_profile', strings(FIELDS));
export const Failure = koffi.struct('sga_error', {
    status: 'int', outcome: 'int', safe_to_retry: 'bool', attempts: 'uint32_t',
    ...strings(['operation', 'message']),
});

const library = koffi.load('libsendgrid_accounts.so');

// An output object is a plain pointer, which frees it.
export const functions = Object.fromEntries([
    'const char *sga_status_name(int status)',
    'int sga_error_free(void *error)',
    'int sga_profile_free(void *profile)',
    'int sga_client_free(sga_client *client)',
    'int sga_client_new(sga_client_options *options, _Out_ void **result, _Out_ void **error)',
    'int sga_user_get_profile(sga_client *client, _Out_ void **result, _Out_ void **error)',
    `int sga_user_update_profile(sga_client *client, sga_profile_update *update,
        _Out_ void **result, _Out_ void **error)`,
].map((prototype) => [prototype.match(/sga_(\w+)\(/)[1], library.func(prototype)]));
