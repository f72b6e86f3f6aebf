/*
 * times: runs commands in turn, round after round, and prints the median of
 * the wall time, of the time until the first output, and of the CPU time (with
 * that of their children) of each.
 *
 *   times ROUNDS -- COMMAND... -- COMMAND...
 *
 * prints wall_1=, first_1=, least_1= (of the times until output), cpu_1=,
 * wall_2= and so on, in seconds. Nothing is between it and the commands: no
 * shell, no search of the path. Their output is read and discarded.
 *
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_COMMANDS 8
#define MOST_ROUNDS 1000

extern char **environ;

struct samples {
    char **words;
    double wall[MOST_ROUNDS];
    double first[MOST_ROUNDS];
    double cpu[MOST_ROUNDS];
};

static struct samples commands[MOST_COMMANDS];

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double children(void)
{
    struct rusage usage;

    getrusage(RUSAGE_CHILDREN, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/* Splits argv at each "--"; returns how many commands there are. */
static int split(int argc, char **argv)
{
    int count = 0;
    int i;

    for (i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--") != 0)
            continue;
        argv[i] = NULL;
        if (i + 1 < argc && count < MOST_COMMANDS)
            commands[count++].words = argv + i + 1;
    }
    return count;
}

/* Reads all that comes, and says when the first of it came. */
static double read_all(int from)
{
    static char bytes[65536];
    double first = 0;

    while (read(from, bytes, sizeof bytes) > 0)
        if (first == 0)
            first = now();
    return first == 0 ? now() : first;
}

/* Starts a command whose output goes to the pipe's end. */
static int start(char **words, const int ends[2], pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int result;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    result = posix_spawn(pid, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return result;
}

static int run(struct samples *command, int round)
{
    const double cpu = children();
    const double begun = now();
    int ends[2], status = 1;
    pid_t pid;

    if (pipe(ends) != 0 || start(command->words, ends, &pid) != 0)
        return -1;
    close(ends[1]);
    command->first[round] = read_all(ends[0]) - begun;
    close(ends[0]);
    if (waitpid(pid, &status, 0) != pid || status != 0)
        return -1;
    command->wall[round] = now() - begun;
    command->cpu[round] = children() - cpu;
    return 0;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_value);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? atoi(argv[1]) : 0;
    const int count = split(argc, argv);
    int round;
    int i;

    if (rounds < 1 || rounds > MOST_ROUNDS || count < 1)
        return 2;
    for (round = 0; round < rounds; round++)
        for (i = 0; i < count; i++)
            if (run(&commands[i], round) != 0) {
                fprintf(stderr, "times: %s failed\n", commands[i].words[0]);
                return 1;
            }
    for (i = 0; i < count; i++) {
        printf("wall_%d=%.6f\n", i + 1, median(commands[i].wall, rounds));
        printf("first_%d=%.6f\n", i + 1, median(commands[i].first, rounds));
        printf("least_%d=%.6f\n", i + 1, commands[i].first[0]);
        printf("cpu_%d=%.6f\n", i + 1, median(commands[i].cpu, rounds));
    }
    return 0;
}
