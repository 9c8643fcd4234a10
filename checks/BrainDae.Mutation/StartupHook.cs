using System.Runtime.Loader;
using BrainDae.Mutation.Tests;

#pragma warning disable CA1050 // The runtime looks for this name outside of any namespace.

/// <summary>
/// The runtime calls this in every test process before the tests: it makes <see cref="Recorder"/> known there,
/// which the test project's list of assemblies lacks.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == typeof(Recorder).Assembly.GetName().Name ? typeof(Recorder).Assembly : null;
        if (Environment.GetEnvironmentVariable(Recorder.FolderVariable) is { } folder)
        {
            Recorder.Begin(folder);
        }
    }
}
