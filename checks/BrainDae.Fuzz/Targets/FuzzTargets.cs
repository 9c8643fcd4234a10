using System.Collections.Immutable;

namespace BrainDae.Fuzz.Targets;

/// <summary>All targets, found by reflection so that none can be forgotten.</summary>
public static class FuzzTargets
{
    public static ImmutableArray<IFuzzTarget> All { get; } =
    [
        .. typeof(IFuzzTarget).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IFuzzTarget)))
            .Select(type => (IFuzzTarget)Activator.CreateInstance(type)!)
            .OrderBy(target => target.Name, StringComparer.Ordinal),
    ];
}
