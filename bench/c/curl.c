/* libcurl with cJSON: an easy handle if sequential, a multi handle if concurrent. */
#include "measure.h"
#include <cjson/cJSON.h>
#include <curl/curl.h>

#define DISABLE "api_user=u&api_key=k&method=disable&user=customer%40example.com"

static const char *const FIELDS[] = {"address", "address2",   "city",      "company",
                                     "country", "first_name", "last_name", "phone",
                                     "state",   "website",    "zip"};
enum { FIELD_COUNT = sizeof FIELDS / sizeof *FIELDS };

struct call {
    CURL *curl;
    char *body;
    size_t length, capacity;
    double started;
};

static const struct arguments *options;
static struct curl_slist *headers;

static size_t append(char *data, size_t size, size_t count, void *context) {
    struct call *call = context;
    size_t bytes = size * count;
    if (call->length + bytes + 1 > call->capacity) {
        call->capacity = (call->length + bytes + 1) * 2;
        call->body = realloc(call->body, call->capacity);
    }
    memcpy(call->body + call->length, data, bytes);
    call->length += bytes;
    return bytes;
}

static void prepare(struct call *call) {
    CURL *curl = call->curl = curl_easy_init();
    char url[512];
    int get = is(options, "get");
    const char *path = get ? "/v3/user/profile" : "/api/distributor.manage.json";
    snprintf(url, sizeof url, "%s%s", options->base, path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(curl, CURLOPT_PRIVATE, call);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CAINFO, options->bundle);
    if (get) {
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    } else {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, DISABLE);
    }
}

/* Decodes a response and copies every field, like a program that fills a struct. */
static void read_response(struct call *call) {
    long status = 0;
    curl_easy_getinfo(call->curl, CURLINFO_RESPONSE_CODE, &status);
    cJSON *json = cJSON_ParseWithLength(call->body, call->length);
    int valid = status == 200 && json;
    if (valid && is(options, "get")) {
        char *fields[FIELD_COUNT];
        for (int i = 0; i < FIELD_COUNT; i++) {
            cJSON *item = cJSON_GetObjectItemCaseSensitive(json, FIELDS[i]);
            fields[i] = strdup(cJSON_GetStringValue(item));
        }
        valid = !strcmp(fields[2], "Orange");
        for (int i = 0; i < FIELD_COUNT; i++) {
            free(fields[i]);
        }
    } else if (valid) {
        cJSON *item = cJSON_GetObjectItemCaseSensitive(json, "message");
        valid = !strcmp(cJSON_GetStringValue(item), "success");
    }
    cJSON_Delete(json);
    call->length = 0;
    if (!valid) {
        stop("unexpected response");
    }
}

static void run_sequential(struct call *call, int calls, struct meter *meter) {
    for (int i = 0; i < calls; i++) {
        double started = now();
        if (curl_easy_perform(call->curl) != CURLE_OK) {
            stop("a call failed");
        }
        read_response(call);
        record(meter, now() - started);
    }
}

static void start(CURLM *multi, struct call *call) {
    call->started = now();
    curl_multi_add_handle(multi, call->curl);
}

static void run_concurrent(CURLM *multi, struct call *calls, int count, struct meter *meter) {
    int started = 0, ended = 0, running = 0, queued = 0;
    while (started < options->at_once && started < count) {
        start(multi, &calls[started++]);
    }
    while (ended < count) {
        curl_multi_perform(multi, &running);
        CURLMsg *message;
        while ((message = curl_multi_info_read(multi, &queued))) {
            CURL *curl = message->easy_handle;
            struct call *call = NULL;
            if (message->msg != CURLMSG_DONE || message->data.result != CURLE_OK) {
                stop("a call failed");
            }
            curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&call);
            read_response(call);
            record(meter, now() - call->started);
            ended++;
            curl_multi_remove_handle(multi, curl);
            if (started < count) {
                started++;
                start(multi, call);
            }
        }
        if (ended < count) {
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
        }
    }
}

int main(int count, char **words) {
    static struct meter meter;
    struct arguments arguments = read_arguments(count, words);
    options = &arguments;
    double started = now();
    curl_global_init(CURL_GLOBAL_ALL);
    headers = curl_slist_append(NULL, "Authorization: Bearer " API_KEY);
    struct call *calls = calloc((size_t)arguments.at_once, sizeof *calls);
    for (int i = 0; i < arguments.at_once; i++) {
        prepare(&calls[i]);
    }
    CURLM *multi = NULL;
    if (arguments.at_once > 1) {
        multi = curl_multi_init();
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)arguments.at_once);
    }
    double startup = now() - started;
    if (multi) {
        run_concurrent(multi, calls, warm_up(&arguments), NULL);
        start_meter(&meter, startup);
        run_concurrent(multi, calls, arguments.calls, &meter);
    } else {
        run_sequential(calls, arguments.warm, NULL);
        start_meter(&meter, startup);
        run_sequential(calls, arguments.calls, &meter);
    }
    finish_meter(&meter, arguments.calls);
    return 0;
}
