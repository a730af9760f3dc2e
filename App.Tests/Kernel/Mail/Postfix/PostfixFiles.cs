namespace OpsFlux.Tests.Kernel.Mail.Postfix;

/// <summary>What the servers of <see cref="PostfixServer"/> read.</summary>
internal static class PostfixFiles
{
    /// <summary>A recipient who is gone, one who is busy, one whose mailbox is full; everybody else is somebody.</summary>
    public const string Recipients =
        """
        /^gone@/ 550 5.1.1 user unknown
        /^busy@/ 451 4.3.0 try later
        /^full@/ 452 4.2.2 mailbox full

        """;

    public static string MainFile(string folder, int port, int authPort, int sinkPort, string certificate, string key) =>
        $$"""
        compatibility_level = 3.6
        queue_directory = {{folder}}/queue
        data_directory = {{folder}}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mail.exemple.fr
        syslog_name = opsflux-test-{{port}}
        mydestination =
        mynetworks =
        alias_maps =
        alias_database =
        relayhost = [127.0.0.1]:{{sinkPort}}
        maillog_file = {{folder}}/queue/mail.log
        maillog_file_prefixes = {{folder}}
        smtpd_tls_cert_file = {{certificate}}
        smtpd_tls_key_file = {{key}}
        smtpd_tls_security_level = encrypt
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:{{authPort}}
        smtpd_sender_restrictions = check_sender_access inline:{ { other@exemple.fr = REJECT not yours } }
        smtpd_recipient_restrictions = check_recipient_access regexp:{{folder}}/etc/recipients, permit_sasl_authenticated, reject
        smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination

        """;

    public static string MasterFile(int port) =>
        $"""
        127.0.0.1:{port} inet n - n - - smtpd
        pickup    unix  n  -  n  60     1  pickup
        cleanup   unix  n  -  n  -      0  cleanup
        qmgr      unix  n  -  n  300    1  qmgr
        tlsmgr    unix  -  -  n  1000?  1  tlsmgr
        rewrite   unix  -  -  n  -      -  trivial-rewrite
        bounce    unix  -  -  n  -      0  bounce
        defer     unix  -  -  n  -      0  bounce
        trace     unix  -  -  n  -      0  bounce
        flush     unix  n  -  n  1000?  0  flush
        proxymap  unix  -  -  n  -      -  proxymap
        smtp      unix  -  -  n  -      -  smtp
        relay     unix  -  -  n  -      -  smtp
        showq     unix  n  -  n  -      -  showq
        error     unix  -  -  n  -      -  error
        retry     unix  -  -  n  -      -  error
        anvil     unix  -  -  n  -      1  anvil
        scache    unix  -  -  n  -      1  scache
        postlog   unix-dgram n - n -    1  postlogd

        """;

    public static string DovecotFile(string folder, int authPort) =>
        $$"""
        base_dir = {{folder}}/dovecot
        log_path = {{folder}}/dovecot.log
        protocols =
        ssl = no
        auth_mechanisms = plain login
        disable_plaintext_auth = no
        passdb {
          driver = passwd-file
          args = scheme=PLAIN {{folder}}/users
        }
        userdb {
          driver = static
          args = uid=65534 gid=65534 home=/tmp
        }
        service auth {
          inet_listener {
            address = 127.0.0.1
            port = {{authPort}}
          }
        }

        """;
}
