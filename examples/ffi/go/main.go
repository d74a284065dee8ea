// Reads and changes the profile of an account, by cgo.
//
//	quickstart BASE_URL API_KEY
package main

/*
#cgo pkg-config: sendgrid-accounts
#include <sendgrid_accounts.h>
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"os"
	"unsafe"
)

// failure converts an error of the library to one of Go, and frees it.
func failure(e *C.sga_error) error {
	defer C.sga_error_free(e)
	return fmt.Errorf("%s: %s", C.GoString(C.sga_status_name(C.int(e.status))), C.GoString(e.message))
}

func connect(baseURL, apiKey string) (*C.sga_client, error) {
	// cgo cannot use the _INIT macros, which are not expressions.
	options := C.sga_client_options{struct_size: C.sizeof_sga_client_options}
	options.base_url, options.api_key = C.CString(baseURL), C.CString(apiKey)
	defer C.free(unsafe.Pointer(options.base_url))
	defer C.free(unsafe.Pointer(options.api_key))

	var client *C.sga_client
	var e *C.sga_error
	if C.sga_client_new(&options, &client, &e) != C.SGA_OK {
		return nil, failure(e)
	}
	return client, nil
}

// home copies the address, so that the profile can be freed.
func home(profile *C.sga_profile) string {
	return fmt.Sprintf("%s %s lives in %s", C.GoString(profile.first_name),
		C.GoString(profile.last_name), C.GoString(profile.city))
}

func read(client *C.sga_client) (string, error) {
	var profile *C.sga_profile
	var e *C.sga_error
	if C.sga_user_get_profile(client, &profile, &e) != C.SGA_OK {
		return "", failure(e)
	}
	defer C.sga_profile_free(profile)
	return home(profile), nil
}

// move changes the city. An empty string leaves it unset, since NULL members are not sent.
func move(client *C.sga_client, city string) (string, error) {
	update := C.sga_profile_update{struct_size: C.sizeof_sga_profile_update}
	if city != "" {
		update.city = C.CString(city)
		defer C.free(unsafe.Pointer(update.city))
	}
	var profile *C.sga_profile
	var e *C.sga_error
	if C.sga_user_update_profile(client, &update, &profile, &e) != C.SGA_OK {
		return "", failure(e)
	}
	defer C.sga_profile_free(profile)
	return home(profile), nil
}

func quickstart(baseURL, apiKey string) error {
	client, err := connect(baseURL, apiKey)
	if err != nil {
		return err
	}
	defer C.sga_client_free(client)

	before, err := read(client)
	if err != nil {
		return err
	}
	after, err := move(client, "Anaheim")
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%s\n", before, after)
	if _, err = move(client, ""); err != nil {
		fmt.Println("refused:", err)
	}
	return nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: quickstart BASE_URL API_KEY")
		os.Exit(2)
	}
	if err := quickstart(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
