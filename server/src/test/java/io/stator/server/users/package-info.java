@NullMarked
package io.stator.server.users;

import org.jspecify.annotations.NullMarked;
