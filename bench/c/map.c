/*
 * map: a program that does nothing. Linked with the libraries that the module
 * needs, its start costs what mapping them costs; linked without, nothing.
 *
 * SPDX-License-Identifier: MIT
 */
int main(void)
{
    return 0;
}
