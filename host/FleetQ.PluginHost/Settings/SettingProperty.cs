using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Settings;

/// <summary>A property of a plugin's settings, and the key under which it is set.</summary>
internal sealed class SettingProperty
{
    private readonly PropertyInfo property;

    private SettingProperty(PropertyInfo property)
    {
        this.property = property;
        Key = property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;
    }

    /// <summary>The key: the property's name, or what <see cref="ConfigurationKeyNameAttribute"/> says.</summary>
    public string Key { get; }

    /// <summary>The property's name.</summary>
    public string Name => property.Name;

    /// <summary>The property's type.</summary>
    public Type Type => property.PropertyType;

    /// <summary>Whether it can be set from outside, if only at the beginning.</summary>
    public bool CanSet => property.SetMethod is { IsPublic: true };

    /// <summary>What is asked of its value, the presence first.</summary>
    public IEnumerable<ValidationAttribute> Rules => property
        .GetCustomAttributes<ValidationAttribute>(inherit: true)
        .OrderByDescending(static rule => rule is RequiredAttribute);

    /// <summary>The public properties of a class that can be read, in the order of its declaration.</summary>
    public static IEnumerable<SettingProperty> ListOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(static property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
        .Select(static property => new SettingProperty(property));

    /// <summary>Its value.</summary>
    public object? Get(object target) => property.GetValue(target);

    /// <summary>Sets its value.</summary>
    public void Set(object target, object? value) => property.SetValue(target, value);
}
