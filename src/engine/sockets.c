/*
 * sockets: libcurl calls here to open and to close a socket. When its multi
 * handle is cleaned up it closes those that are left.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/sockets.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEAR 64 /* descriptors between the two of a pair, at most */

static void close_on_exec(int descriptor)
{
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

static int open_socket(int family, int type, int protocol)
{
#ifdef SOCK_CLOEXEC
    return socket(family, type | SOCK_CLOEXEC, protocol);
#else
    const int fd = socket(family, type, protocol);

    if (fd >= 0)
        close_on_exec(fd);
    return fd;
#endif
}

static int reserve(struct ash_sockets *s)
{
    const size_t capacity = s->capacity * 2 + 8;
    struct ash_socket *list;

    if (s->count < s->capacity)
        return 1;
    list = realloc(s->list, capacity * sizeof *list);
    if (list == NULL)
        return 0;
    s->list = list;
    s->capacity = capacity;
    return 1;
}

static curl_socket_t on_open(void *sockets, curlsocktype purpose,
                             struct curl_sockaddr *address)
{
    struct ash_sockets *const s = sockets;
    curl_socket_t fd;

    (void)purpose;
    if (!reserve(s))
        return CURL_SOCKET_BAD;
    fd = open_socket(address->family, address->socktype, address->protocol);
    if (fd != CURL_SOCKET_BAD)
        s->list[s->count++] = (struct ash_socket){fd, 0};
    return fd;
}

static int on_close(void *sockets, curl_socket_t fd)
{
    struct ash_sockets *const s = sockets;
    size_t i;

    for (i = 0; i < s->count; i++)
        if (s->list[i].fd == fd) {
            s->list[i] = s->list[--s->count];
            break;
        }
    return close(fd);
}

CURLcode ash_sockets_attach(struct ash_sockets *s, CURL *easy)
{
    CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open);

    code |= curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, s);
    code |= curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    code |= curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, s);
    return code;
}

void ash_sockets_note(struct ash_sockets *s, CURL *easy)
{
    curl_socket_t fd = CURL_SOCKET_BAD;
    long version = 0;
    size_t i;

    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &fd);
    curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
    for (i = 0; i < s->count; i++)
        if (s->list[i].fd == fd)
            s->list[i].is_quiet = version == CURL_HTTP_VERSION_1_0 ||
                                  version == CURL_HTTP_VERSION_1_1;
}

/* Over TLS a late session ticket shuts the connection down, too, which does no
 * harm. The waiting bytes have to be read: while there are any, libcurl takes
 * the connection for alive. After the shutdown no more can come. */
void ash_sockets_check(const struct ash_socket *idle)
{
    char bytes[4096];

    if (!idle->is_quiet ||
        recv(idle->fd, bytes, 1, MSG_PEEK | MSG_DONTWAIT) <= 0)
        return;
    shutdown(idle->fd, SHUT_RDWR);
    while (recv(idle->fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
        ;
}

void ash_sockets_abandon(struct ash_sockets *s)
{
    while (s->count > 0)
        close(s->list[--s->count].fd);
}

void ash_sockets_free(struct ash_sockets *s)
{
    free(s->list);
    s->list = NULL;
    s->count = s->capacity = 0;
}

/* Whether a descriptor is one of the pair that libcurl wakes itself with: it
 * has no other local sockets. */
static int is_local_socket(int descriptor)
{
    struct sockaddr_storage name;
    socklen_t length = sizeof name;

    return getsockname(descriptor, (struct sockaddr *)&name, &length) == 0 &&
           name.ss_family == AF_UNIX;
}

/* While a name is looked up libcurl waits for the resolver's thread through a
 * pair of sockets, of which it names the first. The system usually gives the
 * second the next number. Where it is not found near by it is left as it is:
 * the resolver's thread closes it soon. */
void ash_sockets_hide(curl_socket_t first)
{
    struct stat one, other;
    int fd;

    if (!is_local_socket(first) || fstat(first, &one) != 0)
        return;
    close_on_exec(first);
    for (fd = first + 1; fd <= first + NEAR; fd++)
        if (fstat(fd, &other) == 0 && other.st_dev == one.st_dev &&
            other.st_ino == one.st_ino + 1)
            close_on_exec(fd);
}

/* libcurl makes this pair without telling us, and it gets the two lowest free
 * descriptors: these are found out before and checked afterwards. */
CURLM *ash_sockets_multi(void)
{
    const int first = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int second = first < 0 ? -1 : dup(first);
    CURLM *multi;

    if (second >= 0)
        close(second);
    if (first >= 0)
        close(first);
    multi = curl_multi_init();
    if (first >= 0 && is_local_socket(first))
        close_on_exec(first);
    if (second >= 0 && is_local_socket(second))
        close_on_exec(second);
    return multi;
}
