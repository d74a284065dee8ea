// Reads and changes the profile of an account, by koffi.
//
//     node quickstart.mjs BASE_URL API_KEY
import koffi from 'koffi';
import { promisify } from 'node:util';
import { ClientOptions, Failure, Profile, ProfileUpdate, functions } from './declarations.mjs';

const { status_name, error_free, profile_free, client_free } = functions;

// On a thread of libuv, since the call blocks and Node's main thread must not.
async function call(name, ...inputs) {
    const result = [null];
    const error = [null];
    if (await promisify(functions[name].async)(...inputs, result, error) === 0) {
        return result[0];
    }
    const { status, message } = koffi.decode(error[0], Failure);
    error_free(error[0]);
    throw new Error(`${status_name(status)}: ${message}`);
}

function input(type, members) {
    return { struct_size: koffi.sizeof(type), ...members };
}

async function home(name, ...inputs) {
    const profile = await call(name, ...inputs);
    const { first_name, last_name, city } = koffi.decode(profile, Profile);
    profile_free(profile);
    return `${first_name} ${last_name} lives in ${city}`;
}

async function quickstart(base_url, api_key) {
    const client = await call('client_new', input(ClientOptions, { base_url, api_key }));
    try {
        console.log(await home('user_get_profile', client));
        const update = input(ProfileUpdate, { city: 'Anaheim' });
        console.log(await home('user_update_profile', client, update));
        await home('user_update_profile', client, input(ProfileUpdate, {}))
            .catch((refusal) => console.log(`refused: ${refusal.message}`));
    } finally {
        client_free(client);
    }
}

if (process.argv.length !== 4) {
    console.error('usage: quickstart.mjs BASE_URL API_KEY');
    process.exit(2);
}
await quickstart(...process.argv.slice(2)).catch((problem) => {
    console.error(problem.message);
    process.exitCode = 1;
});
