/* libcurl with cJSON: an easy handle one at a time, a multi handle for many at once. */
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

static const struct arguments *asked;
static struct curl_slist *headers;

static size_t keep(char *data, size_t size, size_t count, void *context) {
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
    int get = is(asked, "get");
    const char *path = get ? "/v3/user/profile" : "/api/distributor.manage.json";
    snprintf(url, sizeof url, "%s%s", asked->base, path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(curl, CURLOPT_PRIVATE, call);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CAINFO, asked->bundle);
    if (get) {
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    } else {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, DISABLE);
    }
}

/* Copies every field out, as a program that fills a struct does. */
static void read_answer(struct call *call) {
    long status = 0;
    curl_easy_getinfo(call->curl, CURLINFO_RESPONSE_CODE, &status);
    cJSON *json = cJSON_ParseWithLength(call->body, call->length);
    int right = status == 200 && json;
    if (right && is(asked, "get")) {
        char *fields[FIELD_COUNT];
        for (int i = 0; i < FIELD_COUNT; i++) {
            cJSON *item = cJSON_GetObjectItemCaseSensitive(json, FIELDS[i]);
            fields[i] = strdup(cJSON_GetStringValue(item));
        }
        right = !strcmp(fields[2], "Orange");
        for (int i = 0; i < FIELD_COUNT; i++) {
            free(fields[i]);
        }
    } else if (right) {
        cJSON *item = cJSON_GetObjectItemCaseSensitive(json, "message");
        right = !strcmp(cJSON_GetStringValue(item), "success");
    }
    cJSON_Delete(json);
    call->length = 0;
    if (!right) {
        stop("another answer");
    }
}

static void one_after_the_other(struct call *call, int calls, struct meter *meter) {
    for (int i = 0; i < calls; i++) {
        double begun = now();
        if (curl_easy_perform(call->curl) != CURLE_OK) {
            stop("the call failed");
        }
        read_answer(call);
        took(meter, now() - begun);
    }
}

static void begin(CURLM *multi, struct call *call) {
    call->started = now();
    curl_multi_add_handle(multi, call->curl);
}

static void many_at_once(CURLM *multi, struct call *calls, int count, struct meter *meter) {
    int started = 0, ended = 0, running = 0, queued = 0;
    while (started < asked->at_once && started < count) {
        begin(multi, &calls[started++]);
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
            read_answer(call);
            took(meter, now() - call->started);
            ended++;
            curl_multi_remove_handle(multi, curl);
            if (started < count) {
                started++;
                begin(multi, call);
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
    asked = &arguments;
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
        many_at_once(multi, calls, warm_up(&arguments), NULL);
        start_meter(&meter, startup);
        many_at_once(multi, calls, arguments.calls, &meter);
    } else {
        one_after_the_other(calls, arguments.warm, NULL);
        start_meter(&meter, startup);
        one_after_the_other(calls, arguments.calls, &meter);
    }
    finish_meter(&meter, arguments.calls);
    return 0;
}
