using System.Reflection;

namespace BrainDae.Files;

/// <summary>What this build calls itself in every file that it writes.</summary>
public static class SoftwareVersion
{
    /// <summary>Version with the commit it was built from, where known.</summary>
    public static string Number { get; } =
        typeof(SoftwareVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Name and version.</summary>
    public static string Text { get; } = $"BrainDae {Number}";
}
