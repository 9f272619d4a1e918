# A switch for the frames of slow links, which arrive at a tap device and go on through it, later.
# Arguments: the device, then for each link: from,to,delay millis,jitter millis,bytes per second (0: no limit).
use strict;
use warnings;
use Time::HiRes qw(time);

my ($device, @qualities) = @ARGV;
my %links;    # by the two addresses as they stand in a frame
for (@qualities) {
    my ($from, $to, $delay, $jitter, $rate) = split /,/;
    $links{pack('C4 C4', split(/\./, $from), split(/\./, $to))} =
        {delay => $delay / 1000, jitter => $jitter / 1000, rate => $rate, waiting => [], last_due => 0};
}

open(my $tap, '+<', '/dev/net/tun') or die "/dev/net/tun: $!";
my $request = pack('a16 s x22', $device, 0x1002);    # IFF_TAP, IFF_NO_PI
ioctl($tap, 0x400454ca, $request) or die "$device: $!";    # TUNSETIFF
$| = 1;
print "ready\n";

my $readers = '';
vec($readers, fileno($tap), 1) = 1;
while (1) {
    my $now = time;
    my $next = $now + 60;
    for my $link (values %links) {
        my $waiting = $link->{waiting};
        while (@$waiting && $waiting->[0][0] <= $now) {
            syswrite($tap, (shift @$waiting)->[1]);
        }
        $next = $waiting->[0][0] if @$waiting && $waiting->[0][0] < $next;
    }
    my $ready = $readers;
    select($ready, undef, undef, $next - $now) > 0 or next;
    sysread($tap, my $frame, 65536) or next;
    my $link = $links{substr($frame, 26, 8)} or next;
    # Never before the one ahead of it: a slow link keeps the order.
    my $due = time + $link->{delay} + $link->{jitter} * rand;
    my $free = $link->{last_due} + ($link->{rate} ? length($frame) / $link->{rate} : 0);
    $due = $free if $due < $free;
    $link->{last_due} = $due;
    push @{$link->{waiting}}, [$due, $frame];
}
