using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml;

namespace BrainDae.Cli.Tests.Architecture.Referring;

/// <summary>Refers to each of several namespaces in one way alone.</summary>
internal abstract class Example(IPAddress? field) : EqualityComparer<Match>
{
    public object? Method(XmlReader? parameter, object value)
    {
        Complex local = (int)value;
        return parameter is null ? local.Real : field ?? (object)new MailAddress("a@b").Host.Length;
    }

    public static IEnumerable<object> Generic(IEnumerable<object> values) => values.OfType<SocketException>();

    public static object Member() => Thread.CurrentThread.CurrentCulture;
}
